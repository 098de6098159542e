import type { Previewed } from '../commands/preview-reassignment.ts';
import { answeredCode, TargetFailureCode } from '../domain/codes.ts';
import { reassignmentAsOf, type Reassignment } from '../domain/reassignment.ts';
import type { Target } from '../domain/reassignment-target.ts';
import { noReassignmentCounts, type ReassignmentCounts } from '../store/reassignment-counts.ts';
import type { OutcomeAnswer, PreviewItem, ReassignmentAnswer } from './contract/reassignment-shapes.ts';
import type { Capabilities } from '../commands/capabilities.ts';

/** A reassignment as it is answered, with the counts of one that has begun. */
export async function reassignmentAnswer(
  { reassignments, clock }: Pick<Capabilities, 'reassignments' | 'clock'>,
  reassignment: Reassignment,
): Promise<ReassignmentAnswer> {
  const counts =
    reassignment.run === undefined
      ? noReassignmentCounts
      : await reassignments.counts(reassignment.reassignmentId);
  return toReassignment(reassignment, counts, clock.now());
}

/** A reassignment as it is at `now`, whether or not its expiry was written down yet (R7). */
export function toReassignment(
  stored: Reassignment,
  counts: ReassignmentCounts,
  now: Date,
): ReassignmentAnswer {
  const reassignment = reassignmentAsOf(stored, now);
  const { nic, decision, via, decidedAt } = reassignment.consent;
  const { completed, failed, skipped } = counts;
  // Counted after the reassignment was read, there may be more of them than it knew of then.
  const targets = Math.max(reassignment.run?.targets ?? 0, completed + failed + skipped + counts.propagating);
  return {
    reassignmentId: reassignment.reassignmentId,
    from: reassignment.from,
    to: reassignment.to,
    roles: reassignment.roles,
    groupIds: reassignment.groupIds,
    requestedBy: reassignment.requestedBy,
    reason: reassignment.reason,
    requestedAt: reassignment.requestedAt,
    runAt: reassignment.runAt,
    state: reassignment.state,
    consent: { nic, decision, via, decidedAt },
    startedAt: reassignment.startedAt,
    completedAt: reassignment.completedAt,
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
}: Target): OutcomeAnswer => ({
  groupId,
  serviceId,
  roles,
  state,
  changeId,
  failure: failure && {
    code: answeredCode(TargetFailureCode, failure.code),
    detail: failure.detail,
  },
});

/** What would become of a target: pending if it would change, else skipped. */
export const toPreviewItem = ({ target, contacts, errors }: Previewed): PreviewItem => ({
  ...toOutcome({ ...target, state: errors.length === 0 ? 'pending' : 'skipped' }),
  contacts,
  errors: errors.map((error) => ({ ...error })),
});
