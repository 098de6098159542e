/**
 * The times of the queues and of the functions that they feed, in seconds. All derive from the function timeouts, so
 * that they stay consistent.
 */

/** The timeouts of the workers. The environment sets that of `propagate-contact`. */
export const functionTimeout = { advanceChange: 30, recordFailure: 10, runReassignment: 30 } as const;

/** The times from which the life of a message to a member is derived. */
export interface MemberTiming {
  /** The worker's timeout for one batch of members. */
  readonly functionTimeout: number;
  /** The longest pause between two attempts for a member. */
  readonly longestPause: number;
  /** The longest wait before the first receive after which a message still gets all of its receives. */
  readonly longestWait: number;
}

/** The visibility timeout of a queue. AWS recommends six times the timeout of its function. */
export const visibilityTimeoutOf = (timeout: number): number => 6 * timeout;

/** After this many receives, a message goes to the dead-letter queue. */
export const maxReceiveCount = 6;

/** How often a dead letter is received at least before it is parked. */
const deadLetterReceives = 5;

/**
 * After this many receives a dead letter is parked. A queue may include the receives of its source in the count, and
 * the receive that moved the message: a dead letter has receives of its own even then.
 */
export const deadLetterMaxReceiveCount = maxReceiveCount + 1 + deadLetterReceives;

/**
 * The longest life of a message to a member: the wait before the first receive, then all receives and the one that
 * moves it to the dead-letter queue, each after the longest interval. The queue drops it then, so that it is safe to
 * send another.
 */
export const memberMessageLife = (timing: MemberTiming): number =>
  timing.longestWait +
  (maxReceiveCount + 1) * Math.max(visibilityTimeoutOf(timing.functionTimeout), timing.longestPause);

/** The timeout of a call to the member system. It leaves the worker enough time to write the row. */
export const memberSystemTimeout = (timing: MemberTiming): number => timing.functionTimeout / 3;

/** The retention of a step. Due work enqueues a lost one within minutes, so it need not be long. */
export const changeMessageLife = 60 * 60;

/** The retention of dead letters: the longest that SQS allows. */
export const deadLetterRetention = 14 * 24 * 60 * 60;
