import * as z from 'zod';
import { ServiceId, type ChangeId } from '../domain/identifiers.ts';
import { changePartition, failedKey, failedPrefix, failedSortKey } from './keys.ts';
import type { Operation, Table } from './table.ts';

/** Why a member did not take a change, after how many attempts, and when that was given up. */
export const Failure = z.object({
  serviceId: ServiceId,
  code: z.string(),
  detail: z.string(),
  attempts: z.int().positive(),
  at: z.iso.datetime(),
});
export type Failure = z.infer<typeof Failure>;

/** The members that failed. A member's row that stands at the revision overrides what is recorded here. */
export interface FailureStore {
  record(changeId: ChangeId, failure: Failure): Promise<void>;
  /** The first failures, in the order of the members' numbers. */
  first(changeId: ChangeId, limit: number): Promise<Failure[]>;
  /** The failures of the members from `first` to `last`, both included. */
  among(changeId: ChangeId, first: ServiceId, last: ServiceId): Promise<Map<ServiceId, Failure>>;
}

const pageSize = 500;

export const failureStore = (table: Table): FailureStore => ({
  async record(changeId, failure) {
    await table.put({ put: { ...failedKey(changeId, failure.serviceId), ...failure } });
  },

  async first(changeId, limit) {
    const { items } = await table.query({ pk: changePartition(changeId), prefix: failedPrefix, limit });
    return items.map((item) => Failure.parse(item));
  },

  async among(changeId, first, last) {
    const failures = new Map<ServiceId, Failure>();
    let after: string | undefined;
    do {
      const page = await table.query({
        pk: changePartition(changeId),
        from: failedSortKey(first),
        to: failedSortKey(last),
        ...(after !== undefined && { after }),
        limit: pageSize,
      });
      for (const item of page.items) {
        const failure = Failure.parse(item);
        failures.set(failure.serviceId, failure);
      }
      after = page.more ? page.items.at(-1)?.sk : undefined;
    } while (after !== undefined);
    return failures;
  },
});

/** Forgets a failure, provided nobody did meanwhile: a member that is deleted takes its failures along. */
export const forgetFailure = (changeId: ChangeId, { serviceId }: Failure): Operation => ({
  delete: failedKey(changeId, serviceId),
  when: [{ path: 'pk', is: 'present' }],
});
