/**
 * The numbers of the queues and of the functions that they feed. All derive from the function timeouts, so that
 * they cannot drift apart; times are in seconds.
 */

/** How long a function may take over one batch. */
export const functionTimeout = { propagateContact: 6, advanceChange: 30, recordFailure: 10 } as const;

/** A message is seen by nobody else for this long after it was received: AWS advises six times the timeout. */
export const visibilityTimeoutOf = (timeout: number): number => 6 * timeout;

/** After this many receives a message goes to the dead-letter queue. */
export const maxReceiveCount = 5;

/** How long a message to a member may wait before it is first received, and still have all its receives. */
const longestWaitBeforeFirstReceive = 120;

/**
 * The longest life of a message to a member: the wait before it is received, all its receives and the one that moves it
 * to the dead letters, each a whole visibility timeout apart. The queue keeps it no longer, so that after this time it
 * may be sent again.
 */
export const memberMessageLife =
  longestWaitBeforeFirstReceive +
  (maxReceiveCount + 1) * visibilityTimeoutOf(functionTimeout.propagateContact);

/** A step of a change is asked for anew by due work within minutes: the queue need not keep it longer. */
export const changeMessageLife = 60 * 60;

/** Dead letters outlive what their source keeps: the longest that SQS allows. */
export const deadLetterRetention = 14 * 24 * 60 * 60;
