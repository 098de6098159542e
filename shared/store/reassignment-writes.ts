import type { ContactChange } from '../domain/contact-change.ts';
import { isUnderWay, type Reassignment } from '../domain/reassignment.ts';
import type { Target, TargetName, TargetState } from '../domain/reassignment-target.ts';
import { countStep } from './job-counts.ts';
import { duePartitionOf, jobPartyKey, reassignmentKey, targetKey } from './keys.ts';
import type { Condition, Put, Write } from './table.ts';

/** A running job that stands still is looked at again after this long. */
const dueAfterProgressMilliseconds = 15_000;

/** When `run-due-work` is to look at the job, if it is unfinished. */
function dueAt(job: Reassignment, now: Date): string | undefined {
  if (job.state === 'awaiting-consent') return job.expiresAt;
  if (job.state === 'scheduled') return job.runAt;
  return isUnderWay(job) ? new Date(now.getTime() + dueAfterProgressMilliseconds).toISOString() : undefined;
}

/** Writes the record, provided nobody wrote it since the version that `job` follows. */
export function saveReassignment(job: Reassignment, now: Date): Put {
  const due = dueAt(job, now);
  const marker = due !== undefined && { duePartition: duePartitionOf(job.reassignmentId), dueAt: due };
  const before: Condition =
    job.version === 1 ? { path: 'pk', is: 'absent' } : { path: 'version', equals: job.version - 1 };
  return { put: { ...reassignmentKey(job.reassignmentId), ...job, ...marker }, when: [before] };
}

/** The job in the lists of everyone who is party to it. */
export const jobListingWrites = ({ reassignmentId, requestedBy, from, to }: Reassignment): Write[] =>
  [...new Set([requestedBy, from, to])].map((nic) => ({
    put: { ...jobPartyKey(nic, reassignmentId), reassignmentId },
  }));

/** A target as it was collected. */
export const collectTarget = ({ reassignmentId }: Reassignment, target: Target): Write => ({
  put: { ...targetKey(reassignmentId, target), ...target },
});

const outcomeOfState = (change: Pick<ContactChange, 'state'>): TargetState =>
  change.state === 'propagating' ? 'propagating' : change.state === 'completed' ? 'completed' : 'failed';

/**
 * What goes along with a change that a job makes: its target is no longer pending, so that nothing makes it a second
 * time, and the job was not cancelled.
 */
export function beginTarget(job: Reassignment, change: ContactChange): Write[] {
  const state = outcomeOfState(change);
  const members = change.propagation?.services ?? 0;
  return [
    { check: reassignmentKey(job.reassignmentId), when: [{ path: 'state', equals: 'running' }] },
    {
      update: targetKey(job.reassignmentId, change),
      set: { state, changeId: change.changeId },
      when: [{ path: 'state', equals: 'pending' }],
    },
    countStep(job.reassignmentId, change, { from: 'pending', to: state, members }),
  ];
}

/** What goes along with the end of a change that a job made. */
export function endTarget(change: ContactChange, members: number): Write[] {
  const { reassignmentId } = change;
  if (reassignmentId === undefined) return [];
  const to = outcomeOfState(change);
  const failed = change.propagation?.tally.failed ?? 0;
  const detail = `${failed} of ${change.propagation?.services ?? 0} services did not take the change.`;
  return [
    {
      update: targetKey(reassignmentId, change),
      set: { state: to, ...(to === 'failed' && { failure: { code: 'services-failed', detail } }) },
      ...(to !== 'failed' && { remove: ['failure'] }),
    },
    countStep(reassignmentId, change, { from: 'propagating', to, members }),
  ];
}

/** What goes along with a change that spreads again: its target does, and its job, as it was read, is under way again. */
export function resumeTarget(change: ContactChange, job: Reassignment, now: Date): Write[] {
  const { reassignmentId, state, version } = job;
  const members = change.propagation?.services ?? 0;
  const reopened: Reassignment = {
    ...job,
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
    saveReassignment(reopened, now),
  ];
}

/** A target whose change is not to be made, or cannot be. */
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
