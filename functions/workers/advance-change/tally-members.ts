import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { isMemberOf, standing } from '../../../shared/domain/member-outcome.ts';
import { noTally, type Tally } from '../../../shared/domain/propagation.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { Failure, FailureStore } from '../../../shared/store/failures.ts';

export interface Found {
  readonly tally: Tally;
  readonly missing: readonly ServiceId[];
}

/** Skips services that left the group, even if they rejoined. */
export const presentMembers = (
  change: PropagatingChange,
  members: readonly ServiceId[],
  rows: ReadonlyMap<ServiceId, Service>,
): ServiceId[] =>
  members.filter((serviceId) => {
    const row = rows.get(serviceId);
    return row !== undefined && row.groupId === change.groupId && isMemberOf(change, row);
  });

/** The recorded failures among members, which have to be sorted by id. */
export async function failuresAmong(
  failures: FailureStore,
  { changeId }: PropagatingChange,
  members: readonly ServiceId[],
): Promise<ReadonlyMap<ServiceId, Failure>> {
  const first = members.at(0);
  const last = members.at(-1);
  return first === undefined || last === undefined ? new Map() : failures.among(changeId, first, last);
}

/**
 * Tallies the members by their rows. A recorded failure counts as failed whatever the row says; the recheck decides
 * it once, before completion.
 */
export function tallyMembers(
  change: PropagatingChange,
  members: readonly ServiceId[],
  rows: ReadonlyMap<ServiceId, Service>,
  failed: ReadonlyMap<ServiceId, Failure>,
): Found {
  const tally: Tally = { ...noTally };
  const missing: ServiceId[] = [];
  for (const serviceId of members) {
    const row = rows.get(serviceId);
    // A stale read may show the service in its former group, which says nothing about this change.
    const stands = row?.groupId === change.groupId ? standing(row, change) : 'pending';
    if (failed.has(serviceId)) tally.failed += 1;
    else if (stands !== 'pending') tally[stands] += 1;
    else missing.push(serviceId);
  }
  return { tally, missing };
}

export const sumOf = (a: Tally, b: Tally): Tally => ({
  applied: a.applied + b.applied,
  superseded: a.superseded + b.superseded,
  failed: a.failed + b.failed,
});
