import { ClaimLost, GroupBusy, requestChange } from '../../../shared/commands/request-change.ts';
import { TargetFailureCode } from '../../../shared/domain/codes.ts';
import type { BegunReassignment } from '../../../shared/domain/reassignment.ts';
import { targetRequest } from '../../../shared/domain/target-request.ts';
import type { Target } from '../../../shared/domain/reassignment-target.ts';
import { mostRelevant, Refusal } from '../../../shared/domain/refusal.ts';
import { Unavailable } from '../../../shared/runtime/unavailable.ts';
import { beginTarget } from '../../../shared/store/reassignment-writes.ts';
import type { RunCapabilities } from './step.ts';

type Failure = NonNullable<Target['failure']>;

const cancelled: Failure = {
  code: 'cancelled',
  detail: 'The reassignment was cancelled before this target started.',
};

/**
 * Makes a target's change and its state in one transaction, so that it starts once. If the rules refuse it, it is
 * skipped.
 * @returns `left` if it may be tried again
 */
export async function makeTarget(
  capabilities: RunCapabilities,
  reassignment: BegunReassignment,
  target: Target,
): Promise<'done' | 'left'> {
  const { metrics } = capabilities;
  try {
    if (reassignment.state !== 'running') return await skip(capabilities, reassignment, target, cancelled);
    await requestForReassignment(capabilities, reassignment, target);
    metrics.count('TargetsBegun', 1);
    return 'done';
  } catch (error) {
    // Another step has started the target, or the reassignment was cancelled. A later step handles it.
    if (error instanceof ClaimLost) return 'left';
    if (error instanceof GroupBusy) return await waitForGroup(capabilities, reassignment, target);
    const failure = error instanceof Refusal ? failureOf(error) : undefined;
    if (failure === undefined) return tryLater(capabilities, reassignment, target, error);
    return skip(capabilities, reassignment, target, failure);
  }
}

/** The rule that refused the target. Undefined for one that a reassignment cannot meet, which is a bug. */
function failureOf(refusal: Refusal): Failure | undefined {
  const { code, detail } = mostRelevant(refusal);
  const known = TargetFailureCode.safeParse(code);
  return known.success ? { code: known.data, detail } : undefined;
}

async function skip(
  { reassignments, metrics }: RunCapabilities,
  reassignment: BegunReassignment,
  target: Target,
  why: Failure,
): Promise<'done'> {
  await reassignments.setAside(reassignment, target, 'skipped', why);
  metrics.count('TargetsSkipped', 1);
  return 'done';
}

async function requestForReassignment(
  capabilities: RunCapabilities,
  reassignment: BegunReassignment,
  { groupId, serviceId }: Target,
): Promise<void> {
  const { reassignments } = capabilities;
  const { requestedBy: nic, isByOperator: isOperator, reassignmentId } = reassignment;
  const about = serviceId === undefined ? { groupId } : { serviceId };
  const asked = { ...targetRequest(reassignment, { groupId, serviceId }), consentCodes: new Map() };
  const claim = {
    writes: (change: Parameters<typeof beginTarget>[1]) => beginTarget(reassignment, change),
    isOpen: async () => {
      const [present, target] = await Promise.all([
        reassignments.find(reassignmentId),
        reassignments.findTarget(reassignmentId, { groupId, serviceId }),
      ]);
      return present?.state === 'running' && target?.state === 'pending';
    },
  };
  await requestChange(capabilities, { nic, isOperator }, about, asked, { isDryRun: false, claim });
}

/** Waiting for other changes of the group is no failed attempt, but it is limited. */
async function waitForGroup(
  capabilities: RunCapabilities,
  reassignment: BegunReassignment,
  target: Target,
): Promise<'done' | 'left'> {
  const { reassignments, clock, reassignmentLimits } = capabilities;
  const { busyHours } = reassignmentLimits;
  const now = clock.now();
  if (target.busySince === undefined) await reassignments.markBusy(reassignment, target, now);
  else if (now.getTime() - Date.parse(target.busySince) >= busyHours * 3_600_000) {
    const detail = `Other changes of the group left no room for this one for ${busyHours} hours.`;
    return skip(capabilities, reassignment, target, { code: 'group-busy', detail });
  }
  return 'left';
}

/** The other targets do not wait for this one. */
async function tryLater(
  { reassignments, log, metrics, reassignmentLimits: { attemptLimit } }: RunCapabilities,
  reassignment: BegunReassignment,
  target: Target,
  error: unknown,
): Promise<'done' | 'left'> {
  const { reassignmentId } = reassignment;
  const { groupId, serviceId, attempts } = target;
  log.warn('Could not request the change of a target.', {
    reassignmentId,
    groupId,
    serviceId,
    attempts,
    error,
  });
  if (attempts + 1 < attemptLimit) {
    await reassignments.countAttempt(reassignment, target);
    return 'left';
  }
  const code: TargetFailureCode = error instanceof Unavailable ? 'unavailable' : 'internal-error';
  const detail = `The change could not be requested in ${attemptLimit} attempts.`;
  await reassignments.setAside(reassignment, target, 'failed', { code, detail });
  metrics.count('TargetsFailed', 1);
  return 'done';
}
