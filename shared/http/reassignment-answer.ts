import type { Previewed } from '../commands/preview-reassignment.ts';
import type { Caller } from '../domain/caller.ts';
import { answeredCode, TargetFailureCode, WithdrawalCode } from '../domain/codes.ts';
import { reassignmentAsOf, type Reassignment } from '../domain/reassignment.ts';
import type { Target } from '../domain/reassignment-target.ts';
import { inOrder } from '../domain/roles.ts';
import { maySeeCovered } from '../domain/sight-of-reassignments.ts';
import { noReassignmentCounts, type ReassignmentCounts } from '../store/reassignment-counts.ts';
import type {
  DryRunReassignmentAnswer,
  OutcomeAnswer,
  PreviewItem,
  ReassignmentAnswer,
} from './contract/reassignment-shapes.ts';
import type { Capabilities } from '../commands/capabilities.ts';

/** The answer for a reassignment, with its counts once it has started. */
export async function reassignmentAnswer(
  { reassignments, clock }: Pick<Capabilities, 'reassignments' | 'clock'>,
  caller: Caller,
  reassignment: Reassignment,
): Promise<ReassignmentAnswer> {
  const counts =
    reassignment.run === undefined
      ? noReassignmentCounts
      : await reassignments.counts(reassignment.reassignmentId);
  return toReassignment(caller, reassignment, counts, clock.now());
}

/** What this caller is told of a reassignment in its state at `now`, even if its expiry was not written yet (R7). */
export function toReassignment(
  caller: Caller,
  stored: Reassignment,
  counts: ReassignmentCounts,
  now: Date,
): ReassignmentAnswer {
  const reassignment = reassignmentAsOf(stored, now);
  const { nic, decision, via, decidedAt } = reassignment.consent;
  const { rejection } = reassignment;
  const { completed, failed, skipped } = counts;
  // The counts were read after the reassignment, so they may include targets that were collected in between.
  const targets = Math.max(reassignment.run?.targets ?? 0, completed + failed + skipped + counts.propagating);
  return {
    reassignmentId: reassignment.reassignmentId,
    from: reassignment.from,
    to: reassignment.to,
    roles: inOrder(reassignment.roles),
    groupIds: maySeeCovered(caller, reassignment) ? reassignment.groupIds : undefined,
    groupCount: reassignment.groupIds?.length,
    requestedBy: reassignment.requestedBy,
    reason: reassignment.reason,
    batch: reassignment.batch,
    requestedAt: reassignment.requestedAt,
    expiresAt: reassignment.state === 'awaiting-consent' ? reassignment.expiresAt : undefined,
    runAt: reassignment.runAt,
    state: reassignment.state,
    consent: { nic, decision, via, decidedAt },
    startedAt: reassignment.startedAt,
    completedAt: reassignment.completedAt,
    rejection: rejection && {
      code: answeredCode(WithdrawalCode, rejection.code),
      detail: rejection.detail,
    },
    progress: { targets, completed, failed, skipped, pending: targets - completed - failed - skipped },
  };
}

/** The answer of a dry run. Its progress counts the items of its page. */
export function toDryRunReassignment(
  { reassignmentId: _reassignmentId, startedAt: _startedAt, ...answer }: ReassignmentAnswer,
  preview: DryRunReassignmentAnswer['preview'],
): DryRunReassignmentAnswer {
  const targets = preview.items.length;
  const skipped = preview.items.filter(({ state }) => state === 'skipped').length;
  const progress = { targets, completed: 0, failed: 0, skipped, pending: targets - skipped };
  return { dryRun: true, ...answer, progress, preview };
}

/** Without the groups that it names: others must not be able to make a caller's list too large to answer. */
export const toListed = ({ groupIds: _groupIds, ...rest }: ReassignmentAnswer): ReassignmentAnswer => rest;

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
  roles: inOrder(roles),
  state,
  changeId,
  failure: failure && {
    code: answeredCode(TargetFailureCode, failure.code),
    detail: withoutChangeId(failure.detail),
  },
});

/** Earlier releases stored the id of the request that blocks a target, which not everyone may see. */
const withoutChangeId = (detail: string): string => detail.replaceAll(/ [0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '');

/** The expected outcome of a target: pending if it would change, otherwise skipped. */
export const toPreviewItem = ({ target, contacts, errors }: Previewed): PreviewItem => ({
  ...toOutcome({ ...target, state: errors.length === 0 ? 'pending' : 'skipped' }),
  contacts,
  // A pointer is into the item, which names the group that its owner may not change.
  errors: errors.map((error) => ({ pointer: '/groupId', ...error })),
});
