import { MemberUnavailable } from './member-unavailable.ts';

/** The longest pause after the first attempt, in seconds; it doubles with each further one. */
const baseSeconds = 4;

/**
 * How long a member is left alone after an attempt that failed, in whole seconds: exponential, capped at `longest`, with
 * full jitter; never shorter than the member's system asked for.
 */
export function pauseAfter(attempt: number, error: unknown, longest: number, random = Math.random): number {
  const backoff = random() * Math.min(baseSeconds * 2 ** (attempt - 1), longest);
  const asked = error instanceof MemberUnavailable ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.ceil(Math.max(backoff, asked));
}
