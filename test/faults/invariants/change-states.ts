import type { ChangeState, ContactChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf, progressOf, standing } from '../../../shared/domain/member-outcome.ts';
import type { Tally } from '../../../shared/domain/propagation.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { changeOf, type TableView } from './table-view.ts';

const ends: ChangeState[] = ['refused', 'expired', 'cancelled', 'rejected'];
const effective: ChangeState[] = ['propagating', 'completed'];

/** What may follow each state. */
const next: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  'awaiting-consent': ['scheduled', ...effective, ...ends],
  scheduled: [...effective, 'cancelled', 'rejected'],
  propagating: ['completed', 'completed-with-failures'],
  'completed-with-failures': ['propagating'],
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
      after.version > before.version,
      () => `${after.changeId} was written over at version ${after.version}`,
    );
    const isAllowed = after.state === before.state || next[before.state].includes(after.state);
    mustHold(7, isAllowed, () => `${after.changeId} went from ${before.state} to ${after.state}`);
  }
  if (after.state !== before?.state && after.state.startsWith('completed')) {
    checkTally(after, checkTruth(after, view));
  }
}

/** In `completed`, all members have the revision. With failures, the others have a recorded failure. */
export function checkTruth(change: ContactChange, view: TableView): Tally {
  const { changeId, groupId, state } = change;
  const found: Tally = { applied: 0, superseded: 0, failed: 0 };
  const members = view.members(groupId).filter((member) => isMemberOf(change, member));
  for (const { serviceId } of members) {
    const row = view.service(serviceId);
    const stands = row === undefined ? 'pending' : standing(row, change);
    if (stands !== 'pending') found[stands] += 1;
    else {
      const hasFailed = state === 'completed-with-failures' && view.hasFailed(changeId, serviceId);
      mustHold(6, hasFailed, () => `${changeId} is ${state}, and ${serviceId} is not there`);
      found.failed += 1;
    }
  }
  return found;
}

/** What a change says of its members when it completes is what a full read finds. */
function checkTally({ changeId, propagation }: ContactChange, found: Tally): void {
  const members = found.applied + found.superseded + found.failed;
  mustHold(
    6,
    propagation?.phase === 'done' &&
      propagation.tally.failed === found.failed &&
      propagation.services === members,
    () => `${changeId} says ${JSON.stringify(propagation)}, a full read finds ${JSON.stringify(found)}`,
  );
}

/** The parts add up to the services, at every moment. */
export function checkProgress(change: ContactChange, view: TableView): void {
  const group = view.group(change.groupId);
  const progress = progressOf(change, group, view.counters(change.changeId));
  const { services, applied, superseded, failed, pending } = progress;
  const addsUp =
    applied + superseded + failed + pending === services &&
    Math.min(applied, superseded, failed, pending) >= 0;
  mustHold(6, addsUp, () => `the members of ${change.changeId} do not add up: ${JSON.stringify(progress)}`);
}
