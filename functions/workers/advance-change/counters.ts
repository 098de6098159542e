import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { Counters } from '../../../shared/domain/propagation.ts';
import { countedIn } from '../../../shared/store/progress.ts';
import type { AdvanceCapabilities } from './step.ts';

/** The counters' sum, and since when it has not changed. */
export async function readCounters(
  { progress, clock }: AdvanceCapabilities,
  { changeId, propagation: { counters } }: ChangeIn<'dispatching' | 'awaiting'>,
): Promise<Counters> {
  const total = countedIn(await progress.read(changeId));
  return total === counters.total ? counters : { ...counters, total, changedAt: clock.now().toISOString() };
}

/** Whether the counters have not changed for too long. They may have lost an addition. */
export const isStalled = (
  { changeLimits: { stallTimeoutMilliseconds } }: AdvanceCapabilities,
  { changedAt }: Counters,
  now: Date,
): boolean => now.getTime() - Date.parse(changedAt) >= stallTimeoutMilliseconds;
