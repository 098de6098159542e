import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { isMemberOf, outcomeOf, type MemberState } from '../../../shared/domain/member-outcome.ts';
import { noTally, type Tally } from '../../../shared/domain/propagation.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { RecordedOutcome, OutcomeStore } from '../../../shared/store/outcomes.ts';

export interface Found {
  readonly tally: Tally;
  readonly missing: readonly ServiceId[];
  /** Missing members whose `superseded` is still to be recorded. */
  readonly overtaken: readonly ServiceId[];
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

/** Outcomes that rows do not contain: of a change from before slots, and from before a retry. */
export const recordedBeside = async (
  outcomes: OutcomeStore,
  { changeId, propagation }: PropagatingChange,
  members: readonly ServiceId[],
): Promise<ReadonlyMap<ServiceId, RecordedOutcome>> =>
  propagation.slot === undefined || propagation.isRetry ? outcomes.among(changeId, members) : new Map();

/** The members' outcomes, by their rows and by what was recorded beside them. */
export function tallyMembers(
  change: PropagatingChange,
  members: readonly ServiceId[],
  rows: ReadonlyMap<ServiceId, Service>,
  recorded: ReadonlyMap<ServiceId, RecordedOutcome>,
): Found {
  const tally: Tally = { ...noTally };
  const missing: ServiceId[] = [];
  const overtaken: ServiceId[] = [];
  for (const serviceId of members) {
    const row = rows.get(serviceId);
    // A stale read may show the service in another group.
    const isMine = row?.groupId === change.groupId && isMemberOf(change, row);
    const inRow = isMine ? outcomeOf(row, change) : 'pending';
    const stands = inRow === 'applied' ? inRow : (recorded.get(serviceId)?.state ?? tookItBefore(inRow));
    if (stands === 'overtaken') overtaken.push(serviceId);
    if (stands === 'pending' || stands === 'overtaken') missing.push(serviceId);
    else tally[stands] += 1;
  }
  return { tally, missing, overtaken };
}

const tookItBefore = (stands: ReturnType<typeof outcomeOf>): MemberState | 'overtaken' =>
  stands === 'before-retry' ? 'applied' : stands;

export const sumOf = (a: Tally, b: Tally): Tally => ({
  applied: a.applied + b.applied,
  superseded: a.superseded + b.superseded,
  failed: a.failed + b.failed,
});
