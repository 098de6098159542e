/** Waits, or rejects with the signal's reason. */
export type Pause = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** How often a call is sent at most. */
export const attemptLimit = 6;
const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 10_000;

/** The pause after the given attempt, from 1: as the server says, else doubling, with jitter. */
export function pauseAfter(attempt: number, retryAfterSeconds: number | undefined): number {
  const ceiling = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** attempt);
  const backoff = ceiling * (0.5 + Math.random() / 2);
  return Math.max(backoff, 1000 * (retryAfterSeconds ?? 0));
}

/** Longer than this, it is for the caller to decide whether to wait. */
export const longestRetryAfterSeconds = 60;

/** The seconds of a `Retry-After`; undefined if there is none, or it is a date. */
export function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}

/** Waits by the clock. */
export const pause: Pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
