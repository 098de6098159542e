/**
 * The numbers of the queues and of the functions that they feed. All derive from the function timeouts, so that
 * they cannot drift apart; times are in seconds.
 */

/** How long a function may take over one batch; that of the members' worker is the environment's to set. */
export const functionTimeout = { advanceChange: 30, recordFailure: 10, runReassignment: 30 } as const;

/** What the life of a message to a member follows from. */
export interface MemberTiming {
  /** How long the worker may take over one batch of members. */
  readonly functionTimeout: number;
  /** The longest that a member is left alone before its next attempt. */
  readonly longestPause: number;
  /** How long a message may wait before it is first received, and still have all its receives. */
  readonly longestWait: number;
}

/** A message is seen by nobody else for this long after it was received: AWS advises six times the timeout. */
export const visibilityTimeoutOf = (timeout: number): number => 6 * timeout;

/** After this many receives a message goes to the dead-letter queue. */
export const maxReceiveCount = 6;

/**
 * The longest life of a message to a member: the wait before it is received, all its receives and the one that moves it
 * to the dead letters, each as far apart as can be. The queue keeps it no longer, so that after this time it may be
 * sent again.
 */
export const memberMessageLife = (timing: MemberTiming): number =>
  timing.longestWait +
  (maxReceiveCount + 1) * Math.max(visibilityTimeoutOf(timing.functionTimeout), timing.longestPause);

/** A member's own system answers within this part of the worker's time, so that what comes after it has its own. */
export const memberSystemTimeout = (timing: MemberTiming): number => timing.functionTimeout / 3;

/** A step of a change is asked for anew by due work within minutes: the queue need not keep it longer. */
export const changeMessageLife = 60 * 60;

/** Dead letters outlive what their source keeps: the longest that SQS allows. */
export const deadLetterRetention = 14 * 24 * 60 * 60;
