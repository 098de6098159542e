import type { ContactChange } from '../domain/contact-change.ts';
import { system } from '../domain/event.ts';
import { withReassignmentEvents, type ReassignmentOccasion } from '../domain/events-of-reassignment.ts';
import { isUnderWay, type Reassignment } from '../domain/reassignment.ts';
import type { Target, TargetName, TargetState } from '../domain/reassignment-target.ts';
import { hashOf } from '../runtime/hash.ts';
import { dueAfterStep } from './due-work.ts';
import { eventWrite } from './events.ts';
import { reassignmentEntry } from './list-entries.ts';
import { countLeft, countStep, type ReassignmentCounts } from './reassignment-counts.ts';
import { duePartitionOf } from './index-keys.ts';
import { batchKey, reassignmentPartyKey, reassignmentKey, targetKey } from './keys.ts';
import type { Condition, Put, Write } from './table.ts';

/** When an unfinished reassignment is due. */
function dueAt(reassignment: Reassignment, now: Date): string | undefined {
  if (reassignment.state === 'awaiting-consent') return reassignment.expiresAt;
  if (reassignment.state === 'scheduled') return reassignment.runAt;
  return isUnderWay(reassignment) ? dueAfterStep(now) : undefined;
}

/** Writes the record if the stored version is still the one before `reassignment`. */
export function saveReassignment(reassignment: Reassignment, now: Date): Put {
  const due = dueAt(reassignment, now);
  const marker = due !== undefined && {
    duePartition: duePartitionOf(reassignment.reassignmentId),
    dueAt: due,
  };
  const before: Condition =
    reassignment.version === 1
      ? { path: 'pk', is: 'absent' }
      : { path: 'version', equals: reassignment.version - 1 };
  return {
    put: {
      ...reassignmentKey(reassignment.reassignmentId),
      ...reassignment,
      ...marker,
      ...reassignmentEntry(reassignment),
    },
    when: [before],
  };
}

/** Writes the record in its next state, and the events of that. */
export function saveReassignmentWithEvents(
  reassignment: Reassignment,
  before: Reassignment | undefined,
  occasion: ReassignmentOccasion,
): Write[] {
  const { reassignment: counted, events } = withReassignmentEvents(reassignment, before, occasion);
  const { now } = occasion;
  return [saveReassignment(counted, now), ...events.map((event) => eventWrite(event, now))];
}

/** Lists the reassignment for each of its parties, and once more if it belongs to a batch. */
export const reassignmentListingWrites = (reassignment: Reassignment): Write[] => {
  const { reassignmentId, requestedBy, from, to, batch } = reassignment;
  return [...new Set([requestedBy, from, to])]
    .flatMap((nic) => [
      reassignmentPartyKey(nic, reassignmentId),
      ...(batch === undefined ? [] : [batchKey(nic, hashOf(batch), reassignmentId)]),
    ])
    .map((key) => ({ put: { ...key, reassignmentId } }));
};

export const collectTarget = ({ reassignmentId }: Reassignment, target: Target): Write => ({
  put: { ...targetKey(reassignmentId, target), ...target },
});

const outcomeOfState = (change: Pick<ContactChange, 'state'>): TargetState =>
  change.state === 'propagating' ? 'propagating' : change.state === 'completed' ? 'completed' : 'failed';

/** Requires that the target is pending, so that it starts once, and that the reassignment was not cancelled. */
export function beginTarget(reassignment: Reassignment, change: ContactChange): Write[] {
  const state = outcomeOfState(change);
  const members = change.propagation?.services ?? 0;
  return [
    { check: reassignmentKey(reassignment.reassignmentId), when: [{ path: 'state', equals: 'running' }] },
    {
      update: targetKey(reassignment.reassignmentId, change),
      set: { state, changeId: change.changeId },
      when: [{ path: 'state', equals: 'pending' }],
    },
    countStep(reassignment.reassignmentId, change, { from: 'pending', to: state, members }),
  ];
}

export function endTarget(change: ContactChange, members: number): Write[] {
  const { reassignmentId } = change;
  if (reassignmentId === undefined) return [];
  const to = outcomeOfState(change);
  return [
    { update: targetKey(reassignmentId, change), ...endOfTarget(change) },
    countStep(reassignmentId, change, { from: 'propagating', to, members }),
  ];
}

function endOfTarget({ state, propagation }: ContactChange) {
  const to = outcomeOfState({ state });
  if (to !== 'failed') return { set: { state: to }, remove: ['failure'] };
  const failed = propagation?.phase === 'done' ? propagation.tally.failed : 0;
  const detail = `${failed} of ${propagation?.services ?? 0} services failed.`;
  const failure: Target['failure'] = { code: 'services-failed', detail };
  return { set: { state: to, failure } };
}

/**
 * A failed member took an ended change. The last one completes the target, the last target the reassignment.
 * @param counts read after the reassignment
 */
export function resolveTarget(
  change: ContactChange,
  reassignment: Reassignment,
  counts: ReassignmentCounts,
  now: Date,
): Write[] {
  const { reassignmentId, state, version } = reassignment;
  const to = outcomeOfState(change);
  const target: Write = {
    update: targetKey(reassignmentId, change),
    ...endOfTarget(change),
    when: [{ path: 'state', equals: 'failed' }],
  };
  if (to === 'failed') return [target];
  const isLast = state === 'completed-with-failures' && counts.failed === 1;
  const { completed, failed, skipped } = counts;
  const endedTargets = {
    targets: reassignment.run?.targets ?? 0,
    completed: completed + 1,
    failed: failed - 1,
    skipped,
  };
  return [
    target,
    countStep(reassignmentId, change, { from: 'failed', to, members: 0 }),
    // Also written without other changes: of two concurrent last targets, one then conflicts and finds itself the last.
    ...saveReassignmentWithEvents(
      { ...reassignment, ...(isLast && { state: 'completed' }), version: version + 1 },
      reassignment,
      { actor: system, now, targets: endedTargets },
    ),
  ];
}

/** Subtracts members that left before a retry. */
export const lighten = (change: ContactChange, members: number, left: number): Write[] =>
  change.reassignmentId === undefined || left === 0
    ? []
    : [countLeft(change.reassignmentId, change, members, left)];

/** The target and the reassignment, as it was read, are under way again when their change is retried. */
export function resumeTarget(
  change: ContactChange,
  reassignment: Reassignment,
  occasion: ReassignmentOccasion,
): Write[] {
  const { reassignmentId, state, version } = reassignment;
  const members = change.propagation?.services ?? 0;
  const reopened: Reassignment = {
    ...reassignment,
    state: state === 'cancelled' ? state : 'running',
    completedAt: undefined,
    version: version + 1,
  };
  return [
    {
      update: targetKey(reassignmentId, change),
      set: { state: 'propagating' },
      remove: ['failure'],
      when: [{ path: 'state', equals: 'failed' }],
    },
    countStep(reassignmentId, change, { from: 'failed', to: 'propagating', members }),
    ...saveReassignmentWithEvents(reopened, reassignment, occasion),
  ];
}

/** Ends a target without a change: it is skipped or failed. */
export function setAside(
  { reassignmentId }: Reassignment,
  target: TargetName,
  to: 'skipped' | 'failed',
  failure: Target['failure'],
): Write[] {
  return [
    {
      update: targetKey(reassignmentId, target),
      set: { state: to, failure },
      when: [{ path: 'state', equals: 'pending' }],
    },
    countStep(reassignmentId, target, { from: 'pending', to, members: 0 }),
  ];
}
