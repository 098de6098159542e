import type { Context } from 'aws-lambda';
import { spareMilliseconds } from './time-budgets.ts';
import { Unavailable } from './unavailable.ts';

/** Node's limit of a timer. */
const longestTimer = 2 ** 31 - 1;

/** A moment after which work is abandoned. */
export interface Deadline {
  /**
   * Waits for the work until the deadline. Abandoned work may still finish, like a call whose answer was lost.
   * @throws Unavailable at the deadline
   */
  before<T>(work: Promise<T>): Promise<T>;
  /** Ends the deadline's timer. */
  clear(): void;
}

/** The deadline in that many milliseconds. */
export function deadlineIn(milliseconds: number): Deadline {
  const passed = Promise.withResolvers<never>();
  // Without this, a deadline that nothing waits for would end the process.
  passed.promise.catch(() => {});
  const timer = setTimeout(
    () => passed.reject(new Unavailable('The time of the invocation is used up.')),
    Math.min(Math.max(milliseconds, 0), longestTimer),
  );
  return {
    before: (work) => Promise.race([work, passed.promise]),
    clear: () => clearTimeout(timer),
  };
}

/**
 * A Lambda handler that ends before its function's timeout, with time to spare.
 * @throws Unavailable at the deadline
 */
export const endingInTime =
  <Event, Result>(handle: (event: Event) => Promise<Result>) =>
  async (event: Event, context: Context): Promise<Result> => {
    const deadline = deadlineIn(context.getRemainingTimeInMillis() - spareMilliseconds);
    try {
      return await deadline.before(handle(event));
    } finally {
      deadline.clear();
    }
  };
