import * as z from 'zod';
import type { NewService } from '../../../shared/commands/add-services.ts';
import {
  echoLimit,
  NewServiceBody,
  notTwice,
  type AddedServiceAnswer,
} from '../../../shared/http/contract/group-shapes.ts';
import { bodyEntries, namingKnown } from '../../../shared/http/parse-input.ts';

export const pointerOf = (index: number): string => `/services/${index}`;

/** A service to add, or the answer to what is none. */
export type Judged =
  | { readonly index: number; readonly service: NewService; readonly answer?: undefined }
  | { readonly index: number; readonly service?: undefined; readonly answer: AddedServiceAnswer };

/** Judges each by its form. Of one that is named twice, the first counts. */
export function judgeEach(services: readonly unknown[]): Judged[] {
  const seen = new Set<string>();
  return services.map((given, index): Judged => {
    const { data, error } = NewServiceBody.safeParse(given, namingKnown);
    if (data === undefined) {
      const [entry] = error.issues.flatMap((issue) => bodyEntries(issue, pointerOf(index)));
      return { index, answer: refusedAnswer(echoOf(given), entry ?? illFormed(index)) };
    }
    if (seen.has(data.serviceId)) {
      const pointer = `${pointerOf(index)}/serviceId`;
      const entry = { code: 'validation-failed', pointer, detail: notTwice } as const;
      return { index, answer: refusedAnswer(data.serviceId, entry) };
    }
    seen.add(data.serviceId);
    return { index, service: data };
  });
}

const illFormed = (index: number) =>
  ({ code: 'validation-failed', pointer: pointerOf(index), detail: 'is not a service' }) as const;

export const refusedAnswer = (
  serviceId: string,
  error: NonNullable<AddedServiceAnswer['error']>,
): AddedServiceAnswer => ({ serviceId, status: 'refused', error });

const Named = z.looseObject({ serviceId: z.string() });

const echoOf = (given: unknown): string =>
  (Named.safeParse(given).data?.serviceId ?? '').slice(0, echoLimit).toWellFormed();
