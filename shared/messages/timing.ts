import { timeBudgets, timeoutOf } from '../runtime/time-budgets.ts';

/**
 * The times of the queues, in seconds. All derive from the function timeouts, which derive from the time budgets.
 */

/** The timeouts of the workers of steps and failures. */
export const functionTimeout = {
  advanceChange: timeoutOf(timeBudgets.advanceChange),
  recordFailure: timeoutOf(timeBudgets.recordFailure),
  runReassignment: timeoutOf(timeBudgets.runReassignment),
  publishEvents: timeoutOf(timeBudgets.publishEvents),
  sendMail: timeoutOf(timeBudgets.sendMail),
} as const;

/** The worker's timeout for one batch of members. */
export const memberFunctionTimeout = (notifiesMembers: boolean): number =>
  timeoutOf(notifiesMembers ? timeBudgets.propagateContactAndNotify : timeBudgets.propagateContact);

/** From these the life of a message to a member is derived. */
export interface MemberTiming {
  /** Whether the worker notifies a member system, which takes longer. */
  readonly notifiesMembers: boolean;
  /** The longest pause between two attempts for a member. */
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
  (maxReceiveCount + 1) *
    Math.max(visibilityTimeoutOf(memberFunctionTimeout(timing.notifiesMembers)), timing.longestPause);

/** Short, because due work replaces a lost step within minutes. */
export const changeMessageLife = 60 * 60;

/** As long as EventBridge repeats a delivery. */
export const mailMessageLife = 24 * 60 * 60;

/** The maximum of SQS. */
export const deadLetterRetention = 14 * 24 * 60 * 60;
