import { awaitsRetry, isOpen, isPropagating, type ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { ContactChange, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ActivePhase } from '../../../shared/domain/propagation.ts';
import { settleDue } from '../../../shared/commands/settle-due.ts';
import { ChangeMessage } from '../../../shared/messages/change-message.ts';
import { stepWorker, type NextStep } from '../../../shared/messages/step-worker.ts';
import { awaitCounters } from './await-counters.ts';
import { countOutcomes } from './count-outcomes.ts';
import { dispatchPage } from './dispatch-page.ts';
import { readBackPage } from './read-back-page.ts';
import { requeueFailed } from './requeue-failed.ts';
import { resendMissing } from './resend-missing.ts';
import type { AdvanceCapabilities, StepIn, StepResult } from './step.ts';

/** The step of each phase. It stays in its phase until the phase is done. */
const steps: { readonly [P in ActivePhase]: StepIn<P> } = {
  dispatching: dispatchPage, // then awaiting
  awaiting: awaitCounters, // then reading-back
  'reading-back': readBackPage, // then resending
  resending: resendMissing, // then rechecking
  rechecking: countOutcomes, // then done; reading-back if members are not accounted for
  requeueing: requeueFailed, // a retry of a change that is done; then resending
};

/** Takes one step of a change: its start, its expiry, the start of its retry, or a step of its propagation. */
export const advanceChange = (capabilities: AdvanceCapabilities) =>
  stepWorker({
    subject: 'change',
    message: ChangeMessage,
    queue: capabilities.changeQueue,
    log: capabilities.log,
    find: ({ changeId }) => capabilities.changes.find(changeId),
    takeStep: (change) => takeStep(capabilities, change),
    describe: ({ changeId, groupId, state, propagation }) => ({
      changeId,
      groupId,
      state,
      phase: propagation?.phase,
    }),
  });

async function takeStep(
  capabilities: AdvanceCapabilities,
  change: ContactChange,
): Promise<NextStep | undefined> {
  if (isPropagating(change)) return takeSteps(capabilities, change);
  if (isOpen(change) || awaitsRetry(change) || change.endedUnreadAt !== undefined)
    await settleDue(capabilities, change.changeId);
  return undefined;
}

/** Takes steps that follow at once in the same invocation, for a limited time. */
async function takeSteps(
  capabilities: AdvanceCapabilities,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { clock, changeLimits } = capabilities;
  const until = clock.now().getTime() + changeLimits.invocationMilliseconds;
  let taken = change;
  let result = await stepIn(capabilities, taken);
  while (result !== undefined && 'atOnce' in result) {
    const isStored = result.atOnce.version > taken.version;
    taken = result.atOnce;
    if (isStored && clock.now().getTime() >= until) return { version: taken.version, delaySeconds: 0 };
    result = await stepIn(capabilities, taken);
  }
  return result;
}

function stepIn<P extends ActivePhase>(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<P>,
): Promise<StepResult> {
  const { phase }: { phase: P } = change.propagation;
  return steps[phase](capabilities, change);
}
