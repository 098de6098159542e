import * as z from 'zod';
import { answeredCode, RejectionCode } from '../domain/codes.ts';
import { ChangeEvent, ReassignmentEvent, ServiceEvent } from '../domain/event.ts';
import type { Item } from './table.ts';

const knownTypes = new Set<unknown>(
  [...ChangeEvent.options, ...ReassignmentEvent.options, ...ServiceEvent.options].map(
    ({ shape }) => shape.type.value,
  ),
);

/** Whether this release knows its type. A later one may have written others before it was rolled back. */
export const isKnownEvent = ({ type }: Item): boolean => knownTypes.has(type);

const Rejected = z.looseObject({ rejection: z.looseObject({ code: z.string() }) });

/** The row of an event, whose code may be one that a later release wrote. */
export function withKnownCode(row: Item): Item {
  const { data } = Rejected.safeParse(row);
  if (data === undefined) return row;
  const code = answeredCode(RejectionCode, data.rejection.code);
  return { ...row, rejection: { ...data.rejection, code } };
}
