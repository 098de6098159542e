import { setTimeout as sleep } from 'node:timers/promises';

/** Passed in so that tests need not wait. */
export type Pause = (milliseconds: number) => Promise<unknown>;

export const systemPause: Pause = (milliseconds) => sleep(milliseconds);

export interface RetryPolicy {
  /** The most attempts, including the first. */
  readonly attempts: number;
  /** The longest pause before the second attempt. It doubles with each further attempt. */
  readonly baseMilliseconds: number;
  readonly isRetryable: (error: unknown) => boolean;
  readonly pause: Pause;
}

/** Retries while it fails with a retryable error: exponential backoff, full jitter. Throws the last error. */
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
