import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { Counters } from '../../../shared/domain/propagation.ts';
import { countedIn, type Counts } from '../../../shared/store/progress.ts';
import type { AdvanceCapabilities } from './step.ts';

type Counting = ChangeIn<'dispatching' | 'awaiting'>;

/** What the counters add up to now, and since when they have. */
export async function readCounters(capabilities: AdvanceCapabilities, change: Counting): Promise<Counters> {
  return countersFrom(capabilities, change, await capabilities.progress.read(change.changeId));
}

/** The same of counts that were read. */
export function countersFrom(
  { clock }: AdvanceCapabilities,
  { propagation: { counters } }: Counting,
  counts: Counts,
): Counters {
  const total = countedIn(counts);
  return total === counters.total ? counters : { ...counters, total, changedAt: clock.now().toISOString() };
}

/** Members sent to and not yet counted, without those given up. */
export const inFlight = ({ sent }: { readonly sent: number }, { total, forgiven }: Counters): number =>
  sent - total - Math.min(forgiven, Math.max(sent - total, 0));

/** Whether the counters, which may have lost an addition, have not changed for too long. */
export const isStalled = (
  { changeLimits: { stallTimeoutMilliseconds } }: AdvanceCapabilities,
  { changedAt }: Counters,
  now: Date,
): boolean => now.getTime() - Date.parse(changedAt) >= stallTimeoutMilliseconds;
