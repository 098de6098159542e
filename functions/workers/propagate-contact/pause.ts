import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import { MemberUnavailable } from './member-unavailable.ts';

/** The longest pause after the first attempt, in seconds. */
const baseSeconds = 4;
/** How much longer each further one is. A system that is down for long is soon left alone, a short fault soon over. */
const growth = 4;

/**
 * Whole seconds: exponential backoff, at most `longest`, at least the `Retry-After`. Half of a pause is jitter. The
 * other half is certain, so that an outage of ten minutes uses up nobody's attempts where `longest` is 900. None after
 * the last attempt, so that the message moves to the dead-letter queue.
 */
export function pauseAfter(attempt: number, error: unknown, longest: number, random = Math.random): number {
  if (attempt >= maxReceiveCount) return 0;
  const backoff = (0.5 + random() / 2) * Math.min(baseSeconds * growth ** (attempt - 1), longest);
  const asked = error instanceof MemberUnavailable ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.ceil(Math.max(backoff, asked));
}
