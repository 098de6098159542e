import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import { MemberUnavailable } from './member-unavailable.ts';

/** The longest pause after the first attempt, in seconds. It doubles with each further attempt. */
const baseSeconds = 4;

/**
 * The pause after a failed attempt, in whole seconds: exponential backoff, capped at `longest`, with full jitter. It is
 * never shorter than the member system's `Retry-After`. There is none after the last attempt: the next receive moves
 * the message to the dead-letter queue.
 */
export function pauseAfter(attempt: number, error: unknown, longest: number, random = Math.random): number {
  if (attempt >= maxReceiveCount) return 0;
  const backoff = random() * Math.min(baseSeconds * 2 ** (attempt - 1), longest);
  const asked = error instanceof MemberUnavailable ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.ceil(Math.max(backoff, asked));
}
