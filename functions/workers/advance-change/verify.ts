import type { Propagation, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';
import { resendMissing } from './resend-missing.ts';
import { isStalled, readCounters } from './counters.ts';
import { readBackPage } from './read-back-page.ts';

/** Shorter than the time after which a change that stands still is due. */
const longestDelaySeconds = 10;

/** A short wait is not written down: the due marker of the last page stands for so long, and most changes are done by then. */
const unwrittenWaitSeconds = 8;

/**
 * Verification: waits until the counters say that it is worth a look, reads every member back once, page by page,
 * and then looks only for those that were missing. The counters decide when to look, never whether all is done.
 */
export async function verify(
  dependencies: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  if (change.propagation.walkedAt !== undefined) return resendMissing(dependencies, change);
  const { changes, clock } = dependencies;
  const propagation = await readCounters(dependencies, change);
  const now = clock.now();
  const isWorthALook = propagation.counted >= propagation.sent || isStalled(propagation, now);
  if (propagation.cursor !== undefined || isWorthALook) {
    return readBackPage(dependencies, { ...change, propagation });
  }
  const waitedSeconds = secondsSinceDispatch(propagation, now);
  // The longer its messages have waited, the longer they may still wait: among many changes each has its turn.
  const delaySeconds = Math.min(Math.max(Math.round(waitedSeconds), 1), longestDelaySeconds);
  if (waitedSeconds < unwrittenWaitSeconds) return { version: change.version, delaySeconds };
  const version = change.version + 1;
  const waiting = await changes.proceed({ ...change, version, propagation }, now);
  return waiting ? { version, delaySeconds } : undefined;
}

const secondsSinceDispatch = ({ dispatchedAt }: Propagation, now: Date): number =>
  dispatchedAt === undefined ? 0 : (now.getTime() - Date.parse(dispatchedAt)) / 1_000;
