import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import { MemberUnavailable } from './member-unavailable.ts';

/** The longest pause after the first attempt, in seconds. It doubles with each further attempt. */
const baseSeconds = 4;

/**
 * Whole seconds: exponential backoff, at most `longest`, full jitter, at least the `Retry-After`. None after the last
 * attempt, so that the message moves to the dead-letter queue.
 */
export function pauseAfter(attempt: number, error: unknown, longest: number, random = Math.random): number {
  if (attempt >= maxReceiveCount) return 0;
  const backoff = random() * Math.min(baseSeconds * 2 ** (attempt - 1), longest);
  const asked = error instanceof MemberUnavailable ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.ceil(Math.max(backoff, asked));
}
