import { isDeepStrictEqual } from 'node:util';
import type { ChangeState, ContactChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf, outcomeOf, progressOf, standing } from '../../../shared/domain/member-outcome.ts';
import type { Tally } from '../../../shared/domain/propagation.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { slotOf } from '../../../shared/domain/slot.ts';
import type { Item } from '../../../shared/store/table.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { changeOf, type TableView } from './table-view.ts';

const ends: ChangeState[] = ['refused', 'expired', 'cancelled', 'rejected'];
const effective: ChangeState[] = ['propagating', 'completed'];

const next: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  'awaiting-consent': ['scheduled', ...effective, ...ends],
  // A recipient that accepted may refuse until the change is effective.
  scheduled: [...effective, 'refused', 'cancelled', 'rejected'],
  propagating: ['completed', 'completed-with-failures'],
  // A failed member takes it.
  'completed-with-failures': ['propagating', 'completed'],
  completed: [],
  refused: [],
  expired: [],
  cancelled: [],
  rejected: [],
};

/** An ended change stays ended (7). A change whose state is completed is complete at that moment (6). */
export function checkChangeState({ before: was, after: is }: Transition, view: TableView): void {
  const [before, after] = [changeOf(was), changeOf(is)];
  if (after === undefined) return;
  if (before !== undefined) {
    mustHold(
      3,
      after.version > before.version || isDeepStrictEqual(withoutDue(was), withoutDue(is)),
      () => `${after.changeId} was written over at version ${after.version}`,
    );
    const isAllowed = after.state === before.state || next[before.state].includes(after.state);
    mustHold(7, isAllowed, () => `${after.changeId} went from ${before.state} to ${after.state}`);
  }
  if (after.state !== before?.state && after.state.startsWith('completed')) {
    checkTally(after, checkTruth(after, view), before?.state !== 'propagating');
  }
}

/** Waiting for room moves only the due time. */
const withoutDue = (item: Item | undefined) => item && { ...item, dueAt: undefined };

/**
 * A `completed` change was taken by every member, except recorded superseded ones; with failures, also recorded ones.
 */
export function checkTruth(change: ContactChange, view: TableView): Tally {
  const { changeId, groupId, state } = change;
  const found: Tally = { applied: 0, superseded: 0, failed: 0 };
  const members = view.members(groupId).filter((member) => isMemberOf(change, member));
  for (const { serviceId } of members) {
    const row = view.service(serviceId);
    const recorded = view.recorded(changeId, serviceId);
    found[recorded ?? 'applied'] += 1;
    const isThere = row !== undefined && standing(row, change) !== 'pending';
    const hasFailed = state === 'completed-with-failures' && recorded === 'failed';
    mustHold(6, isThere || hasFailed, () => `${changeId} is ${state}, and ${serviceId} is not there`);
    const took =
      row === undefined ? 'pending' : outcomeOf(row, { ...change, revision: change.revision ?? 0 });
    const neverTook = (took === 'overtaken' && !hasLaterEntry(row, change)) || took === 'superseded';
    mustHold(
      6,
      !neverTook || !state.startsWith('completed') || recorded !== undefined,
      () => `${changeId} counts ${serviceId} as applied, which never took it`,
    );
    mustHold(
      6,
      took !== 'applied' || recorded !== 'superseded',
      () => `${changeId} counts ${serviceId} as superseded, which took it`,
    );
  }
  return found;
}

/** A later change uses the slot: the row no longer says anything of this one. */
const hasLaterEntry = (row: Service | undefined, { propagation, revision = 0 }: ContactChange): boolean =>
  propagation?.slot === undefined ||
  (row !== undefined && (slotOf(row, propagation.slot)?.revision ?? 0) > revision);

/** The tally at the end equals a full read, except for members that left since. */
function checkTally({ changeId, propagation }: ContactChange, found: Tally, hasEndedBefore: boolean): void {
  const { tally, services = 0, isRetry } = propagation?.phase === 'done' ? propagation : {};
  const members = found.applied + found.superseded + found.failed;
  const isSame =
    tally?.failed === found.failed && tally.superseded === found.superseded && services === members;
  const isMore = tally !== undefined && tally.failed >= found.failed && services >= members;
  mustHold(
    6,
    hasEndedBefore || isRetry ? isMore : isSame,
    () => `${changeId} says ${JSON.stringify(propagation)}, a full read finds ${JSON.stringify(found)}`,
  );
}

/** The parts always add up to the services. */
export function checkProgress(change: ContactChange, view: TableView): void {
  const group = view.group(change.groupId);
  const progress = progressOf(change, group, view.counters(change.changeId));
  const { services, applied, superseded, failed, pending } = progress;
  const addsUp =
    applied + superseded + failed + pending === services &&
    Math.min(applied, superseded, failed, pending) >= 0;
  mustHold(6, addsUp, () => `the members of ${change.changeId} do not add up: ${JSON.stringify(progress)}`);
}
