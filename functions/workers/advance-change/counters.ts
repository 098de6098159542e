import type { Propagation, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import { countedIn } from '../../../shared/store/progress.ts';
import type { AdvanceDependencies } from './step.ts';
import { stallTimeoutMilliseconds } from './limits.ts';

/** The propagation with what the counters say now, and since when they have said it. */
export async function readCounters(
  { progress, clock }: AdvanceDependencies,
  { changeId, propagation }: PropagatingChange,
): Promise<Propagation> {
  const counted = countedIn(await progress.read(changeId));
  if (counted === propagation.counted) return propagation;
  return { ...propagation, counted, countedAt: clock.now().toISOString() };
}

/** Whether the counters, which may have lost an addition, have stood still for too long to wait for them. */
export const isStalled = ({ countedAt }: Propagation, now: Date): boolean =>
  now.getTime() - Date.parse(countedAt) >= stallTimeoutMilliseconds;
