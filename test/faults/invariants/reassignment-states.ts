import {
  isUnderWay,
  isWaiting,
  type Reassignment,
  type ReassignmentState,
} from '../../../shared/domain/reassignment.ts';
import type { Target, TargetState } from '../../../shared/domain/reassignment-target.ts';
import { ReassignmentCounts } from '../../../shared/store/reassignment-counts.ts';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import { reassignmentKey } from '../../../shared/store/keys.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { reassignmentOf, targetOf, type TableView } from './table-view.ts';

/** One that ended with failures runs again when they are retried. */
const nextOfReassignment: Readonly<Record<ReassignmentState, readonly ReassignmentState[]>> = {
  'awaiting-consent': ['scheduled', 'running', 'refused', 'expired', 'cancelled'],
  scheduled: ['running', 'refused', 'cancelled'],
  running: ['completed', 'completed-with-failures', 'cancelled'],
  completed: [],
  'completed-with-failures': ['running'],
  refused: [],
  expired: [],
  cancelled: [],
};

const nextOfTarget: Readonly<Record<TargetState, readonly TargetState[]>> = {
  pending: ['propagating', 'completed', 'failed', 'skipped'],
  propagating: ['completed', 'failed'],
  completed: [],
  failed: ['propagating'],
  skipped: [],
};

const phases = ['collecting', 'making', 'waiting'] as const;

/** A reassignment never goes back (3), and starts only when its state allows (7). */
export function checkReassignmentState({ before: was, after: is }: Transition): void {
  const [before, after] = [reassignmentOf(was), reassignmentOf(is)];
  if (before === undefined || after === undefined) return;
  const { reassignmentId, state, version } = after;
  mustHold(
    3,
    version === before.version + 1,
    () => `the reassignment ${reassignmentId} went from version ${before.version} to ${version}`,
  );
  const isAllowed = state === before.state || nextOfReassignment[before.state].includes(state);
  mustHold(7, isAllowed, () => `the reassignment ${reassignmentId} went from ${before.state} to ${state}`);
  if (before.run === undefined) return;
  const [then, now] = [before.run.phase, after.run?.phase ?? 'collecting'].map((one) => phases.indexOf(one));
  mustHold(
    3,
    (now ?? 0) >= (then ?? 0),
    () => `the reassignment ${reassignmentId} went back to ${after.run?.phase}`,
  );
}

/** A target starts once, and keeps its change and its result except for a retry (2). */
export function checkTargetState({ key, before: was, after: is }: Transition): void {
  const [before, after] = [targetOf(was), targetOf(is)];
  if (before === undefined) return;
  const { sk } = key;
  mustHold(6, after !== undefined, () => `${sk} is no target of its reassignment any more`);
  const [from, to] = [before.state, after.state];
  const isAllowed = from === to ? from === 'pending' : nextOfTarget[from].includes(to);
  mustHold(2, isAllowed, () => `${sk} went from ${from} to ${to}`);
  const isOnce = before.changeId === undefined ? from === 'pending' : before.changeId === after.changeId;
  mustHold(2, isOnce, () => `${sk} was begun by ${before.changeId}, and again by ${after.changeId}`);
  const isSame = before.groupId === after.groupId && before.serviceId === after.serviceId;
  mustHold(6, isSame, () => `${sk} became another target`);
}

function stateOfChange({ state }: Target): string | undefined {
  if (state === 'failed') return 'completed-with-failures';
  return state === 'propagating' || state === 'completed' ? state : undefined;
}

/** Exactly the reassignments that wait or run are due (8). */
function checkMarker(reassignment: Reassignment, view: TableView): void {
  const { reassignmentId, state } = reassignment;
  const hasMarker = view.mirror.get(reassignmentKey(reassignmentId))?.[dueIndexKeys.partition] !== undefined;
  mustHold(
    8,
    hasMarker === (isWaiting(reassignment) || isUnderWay(reassignment)),
    () => `the reassignment ${reassignmentId} is ${state} and has ${hasMarker ? 'a' : 'no'} due marker`,
  );
}

/** The counts always equal the sum over the targets (6). */
export function checkReassignmentSums(reassignment: Reassignment, view: TableView): void {
  checkMarker(reassignment, view);
  const { reassignmentId, run, state, completedAt } = reassignment;
  const targets = view.targets(reassignmentId);
  const found = { propagating: 0, completed: 0, failed: 0, skipped: 0, members: 0 };
  let pending = 0;
  for (const target of targets) {
    if (target.state === 'pending') pending += 1;
    else found[target.state] += 1;
    const change = target.changeId === undefined ? undefined : view.change(target.changeId);
    const isTrue =
      target.changeId === undefined
        ? target.state !== 'propagating' && target.state !== 'completed'
        : change?.reassignmentId === reassignmentId && change.state === stateOfChange(target);
    mustHold(6, isTrue, () => `${JSON.stringify(target)} says otherwise than ${JSON.stringify(change)}`);
    if (target.state === 'propagating') found.members += Math.min(change?.propagation?.services ?? 0, 1_000);
  }
  const counts = view.reassignmentCounts(reassignmentId);
  const addsUp = ReassignmentCounts.keyof().options.every((part) => found[part] === counts[part]);
  mustHold(
    6,
    addsUp && targets.length === (run?.targets ?? 0),
    () => `the targets are ${JSON.stringify(found)} of ${run?.targets}, the counts ${JSON.stringify(counts)}`,
  );
  if (completedAt === undefined) return;
  mustHold(
    6,
    pending + found.propagating === 0 && (state === 'completed' ? found.failed === 0 : true),
    () =>
      `the reassignment ${reassignmentId} is ${state}, and its targets ${JSON.stringify({ ...found, pending })}`,
  );
}
