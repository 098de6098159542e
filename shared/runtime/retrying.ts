import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for that many milliseconds; passed in so that tests need not. */
export type Pause = (milliseconds: number) => Promise<unknown>;

export const systemPause: Pause = (milliseconds) => sleep(milliseconds);

export interface RetryPolicy {
  /** How often the action runs at the most, the first time included. */
  readonly attempts: number;
  /** The longest pause before the second attempt; it doubles with each further one. */
  readonly baseMilliseconds: number;
  readonly isRetryable: (error: unknown) => boolean;
  readonly pause: Pause;
}

/**
 * Runs the action again while it fails with an error that may pass, with exponential backoff and full jitter.
 * The last error is thrown as it came.
 */
export async function retrying<T>(policy: RetryPolicy, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt >= policy.attempts || !policy.isRetryable(error)) throw error;
      await policy.pause(Math.random() * policy.baseMilliseconds * 2 ** (attempt - 1));
    }
  }
}
