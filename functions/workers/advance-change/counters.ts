import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { Counters } from '../../../shared/domain/propagation.ts';
import { countedIn } from '../../../shared/store/progress.ts';
import type { AdvanceCapabilities } from './step.ts';

/** What the counters add up to now, and since when they have. */
export async function readCounters(
  { progress, clock }: AdvanceCapabilities,
  { changeId, propagation: { counters } }: ChangeIn<'dispatching' | 'awaiting'>,
): Promise<Counters> {
  const total = countedIn(await progress.read(changeId));
  return total === counters.total ? counters : { ...counters, total, changedAt: clock.now().toISOString() };
}

/** Whether the counters, which may have lost an addition, have not moved for too long to wait for them. */
export const isStalled = (
  { changeLimits: { stallTimeoutMilliseconds } }: AdvanceCapabilities,
  { changedAt }: Counters,
  now: Date,
): boolean => now.getTime() - Date.parse(changedAt) >= stallTimeoutMilliseconds;
