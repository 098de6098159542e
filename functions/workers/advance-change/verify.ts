import type { SpreadingChange } from '../../../shared/domain/contact-change.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';
import { chaseMissing } from './chase-missing.ts';
import { isStandingStill, recounted } from './counted.ts';
import { readBackPage } from './read-back-page.ts';

/**
 * Verification: waits until the counters say that it is worth a look, reads every member back once, page by page,
 * and then looks only for those that were missing. The counters decide when to look, never whether all is done.
 */
export async function verify(
  dependencies: AdvanceDependencies,
  change: SpreadingChange,
): Promise<NextStep | undefined> {
  if (change.propagation.walkedAt !== undefined) return chaseMissing(dependencies, change);
  const { changes, clock } = dependencies;
  const propagation = await recounted(dependencies, change);
  const now = clock.now();
  const isWorthALook = propagation.counted >= propagation.sent || isStandingStill(propagation, now);
  if (propagation.cursor !== undefined || isWorthALook) {
    return readBackPage(dependencies, { ...change, propagation });
  }
  const version = change.version + 1;
  const waiting = await changes.proceed({ ...change, version, propagation }, now);
  return waiting ? { version, delaySeconds: 1 } : undefined;
}
