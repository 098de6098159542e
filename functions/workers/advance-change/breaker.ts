import type { PropagationIn } from '../../../shared/domain/propagation.ts';
import type { Counts } from '../../../shared/store/progress.ts';
import type { ChangeLimits } from './limits.ts';

/** What the circuit breaker of a dispatch has seen, and since when it is open. */
export type Breaker = NonNullable<PropagationIn<'dispatching'>['breaker']>;

const unseen: Breaker = { done: 0, failing: 0 };

/**
 * Looks at what happened to members since the last look. The breaker opens when most of a sample failed, and closes
 * when most of a later one was done; less than a sample says nothing.
 */
export function lookAtMembers(
  before: Breaker = unseen,
  { applied, superseded, removed, repeated, failed, unavailable }: Counts,
  now: Date,
  { sampleSize }: ChangeLimits,
): Breaker {
  const seen = { done: applied + superseded + removed + repeated, failing: failed + unavailable };
  const done = seen.done - before.done;
  const failing = seen.failing - before.failing;
  if (done + failing < sampleSize) return before;
  if (failing <= done) return seen;
  const at = now.toISOString();
  return { ...seen, openSince: before.openSince ?? at, probedAt: before.probedAt ?? at };
}

/** Whether it is time to send to a few more members, because no news came of those that were sent to. */
export const isProbeDue = (
  { probedAt }: Breaker,
  now: Date,
  { probePauseMilliseconds }: ChangeLimits,
): boolean => probedAt !== undefined && now.getTime() - Date.parse(probedAt) >= probePauseMilliseconds;
