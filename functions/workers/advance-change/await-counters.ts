import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { enterPhase, noTally } from '../../../shared/domain/propagation.ts';
import { longestDelaySeconds, unwrittenWaitSeconds } from '../../../shared/domain/step-timing.ts';
import { inFlight, isStalled, readCounters } from './counters.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';

/** Waits until the counters include all members or stall. They decide when to read members back, not completion. */
export async function awaitCounters(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'awaiting'>,
): Promise<StepResult> {
  const { changes, clock } = capabilities;
  const { propagation } = change;
  const { services, dispatchedAt } = propagation;
  const counters = await readCounters(capabilities, change);
  const now = clock.now();
  if (inFlight(propagation, counters) <= 0 || isStalled(capabilities, counters, now)) {
    const next = enterPhase(propagation, { phase: 'reading-back', services, dispatchedAt, tally: noTally });
    return { atOnce: { ...change, propagation: next } };
  }
  const { delaySeconds, isWritten } = waitAfter((now.getTime() - Date.parse(dispatchedAt)) / 1_000);
  if (!isWritten) return { version: change.version, delaySeconds };
  const version = change.version + 1;
  const waiting = await changes.proceed(
    { ...change, version, propagation: { ...propagation, counters } },
    now,
  );
  return waiting ? { version, delaySeconds } : undefined;
}

/** Grows with the time waited, as the queue is then longer. A short wait is not stored: most changes end by then. */
export const waitAfter = (
  waitedSeconds: number,
): { readonly delaySeconds: number; readonly isWritten: boolean } => ({
  delaySeconds: Math.min(Math.max(Math.round(waitedSeconds), 1), longestDelaySeconds),
  isWritten: waitedSeconds >= unwrittenWaitSeconds,
});
