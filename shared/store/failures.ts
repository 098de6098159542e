import * as z from 'zod';
import { MemberFailureCode, storedCode } from '../domain/codes.ts';
import { ServiceId, type ChangeId, type GroupId } from '../domain/identifiers.ts';
import { changePartition, failedKey, failedPrefix, failedSortKey, serviceKey } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Write, Table } from './table.ts';
import { written } from './written.ts';

/** The failure of one member of a change. */
export const Failure = z.object({
  serviceId: ServiceId,
  code: storedCode(MemberFailureCode),
  detail: z.string(),
  attempts: z.int().positive(),
  at: z.iso.datetime(),
});
export type Failure = z.infer<typeof Failure>;
export const parseFailure = rowParser(Failure);

/** What decides whether a service is a member of the change. */
export interface EffectiveChange {
  readonly changeId: ChangeId;
  readonly groupId: GroupId;
  readonly revision: number;
}

/** The members that failed. A member's row that has the revision overrides its failure in the end. */
export interface FailureStore {
  /** Records a member's failure. Returns false if the member is gone. */
  record(change: EffectiveChange, failure: Failure): Promise<boolean>;
  /** Failures in the order of the members' ids, after the member `after`. */
  page(changeId: ChangeId, options: { after: string | undefined; limit: number }): Promise<Failure[]>;
  /** The failures of the members from `first` to `last`, inclusive. */
  among(changeId: ChangeId, first: ServiceId, last: ServiceId): Promise<Map<ServiceId, Failure>>;
}

const pageSize = 500;

export const failureStore = (table: Table): FailureStore => ({
  record({ changeId, groupId, revision }, failure) {
    return written(
      table.transact([
        { put: { ...failedKey(changeId, failure.serviceId), ...failure } },
        {
          check: serviceKey(failure.serviceId),
          when: [
            { path: 'groupId', equals: groupId },
            { path: 'joinedRevision', below: revision },
          ],
        },
      ]),
    );
  },

  async page(changeId, { after, limit }) {
    const { items } = await table.query({
      pk: changePartition(changeId),
      prefix: failedPrefix,
      ...(after !== undefined && { after: failedSortKey(after) }),
      limit,
    });
    return items.map(parseFailure);
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
        const failure = parseFailure(item);
        failures.set(failure.serviceId, failure);
      }
      after = page.more ? page.items.at(-1)?.sk : undefined;
    } while (after !== undefined);
    return failures;
  },
});

/** Deletes a failure, on condition that it still exists. A concurrent deletion of the member deletes it too. */
export const forgetFailure = (changeId: ChangeId, serviceId: ServiceId): Write => ({
  delete: failedKey(changeId, serviceId),
  when: [{ path: 'pk', is: 'present' }],
});
