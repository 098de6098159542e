import type { Previewed } from '../commands/preview-reassignment.ts';
import { reassignmentAsOf, type Reassignment } from '../domain/reassignment.ts';
import type { Target } from '../domain/reassignment-target.ts';
import type { Clock } from '../runtime/clock.ts';
import { noJobCounts, type JobCounts } from '../store/job-counts.ts';
import type { ReassignmentStore } from '../store/reassignments.ts';
import type { OutcomeAnswer, PreviewItem, ReassignmentAnswer } from './contract/reassignment-shapes.ts';

export interface ReassignmentAnswerDependencies {
  readonly reassignments: Pick<ReassignmentStore, 'counts'>;
  readonly clock: Clock;
}

/** A reassignment as it is answered, with the counts of one that has begun. */
export async function reassignmentAnswer(
  { reassignments, clock }: ReassignmentAnswerDependencies,
  job: Reassignment,
): Promise<ReassignmentAnswer> {
  const counts = job.run === undefined ? noJobCounts : await reassignments.counts(job.reassignmentId);
  return toReassignment(job, counts, clock.now());
}

/** A reassignment as it is at `now`, whether or not its expiry was written down yet (R7). */
export function toReassignment(stored: Reassignment, counts: JobCounts, now: Date): ReassignmentAnswer {
  const job = reassignmentAsOf(stored, now);
  const { completed, failed, skipped } = counts;
  // Counted after the job was read, there may be more of them than it knew of then.
  const targets = Math.max(job.run?.targets ?? 0, completed + failed + skipped + counts.propagating);
  return {
    reassignmentId: job.reassignmentId,
    from: job.from,
    to: job.to,
    roles: job.roles,
    groupIds: job.groupIds,
    requestedBy: job.requestedBy,
    reason: job.reason,
    requestedAt: job.requestedAt,
    runAt: job.runAt,
    state: job.state,
    consent: job.consent,
    startedAt: job.startedAt,
    completedAt: job.completedAt,
    progress: { targets, completed, failed, skipped, pending: targets - completed - failed - skipped },
  };
}

export const toOutcome = ({
  groupId,
  serviceId,
  roles,
  state,
  changeId,
  failure,
}: Target): OutcomeAnswer => ({ groupId, serviceId, roles, state, changeId, failure });

/** What would become of a target: pending if it would change, else skipped. */
export const toPreviewItem = ({ target, contacts, errors }: Previewed): PreviewItem => ({
  ...toOutcome({ ...target, state: errors.length === 0 ? 'pending' : 'skipped' }),
  contacts,
  errors: errors.map((error) => ({ ...error })),
});
