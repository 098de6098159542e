/** The times of queues and functions, in seconds. All derive from the function timeouts. */

/** The timeouts of the workers. The environment sets that of `propagate-contact`. */
export const functionTimeout = { advanceChange: 30, recordFailure: 10, runReassignment: 30 } as const;

/** From these the life of a message to a member is derived. */
export interface MemberTiming {
  readonly functionTimeout: number;
  readonly longestPause: number;
  /** The longest wait before the first receive after which a message still gets all of its receives. */
  readonly longestWait: number;
}

/** The visibility timeout of a queue. AWS recommends six times the timeout of its function. */
export const visibilityTimeoutOf = (timeout: number): number => 6 * timeout;

/** After this many receives, a message goes to the dead-letter queue. */
export const maxReceiveCount = 6;

const deadLetterReceives = 5;

/** A queue may count the receives in the source queue too, and the one that moved the message. */
export const deadLetterMaxReceiveCount = maxReceiveCount + 1 + deadLetterReceives;

/**
 * The wait before the first receive, then all receives at the longest interval. Then it is safe to send another
 * message.
 */
export const memberMessageLife = (timing: MemberTiming): number =>
  timing.longestWait +
  (maxReceiveCount + 1) * Math.max(visibilityTimeoutOf(timing.functionTimeout), timing.longestPause);

/** The timeout of a call to the member system. It leaves the worker enough time to write the row. */
export const memberSystemTimeout = (timing: MemberTiming): number => timing.functionTimeout / 3;

/** Short, because due work replaces a lost step within minutes. */
export const changeMessageLife = 60 * 60;

/** The maximum of SQS. */
export const deadLetterRetention = 14 * 24 * 60 * 60;
