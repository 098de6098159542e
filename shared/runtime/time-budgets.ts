/**
 * How long everything may take. All timeouts of functions and calls derive from the numbers here. A test asserts them
 * on every function of every environment; `npm run budgets` prints them.
 */

/** A call to DynamoDB, SQS or Secrets Manager, in milliseconds. */
export const awsCall = {
  /** The most attempts, including the first. */
  attempts: 3,
  /** The timeout of an attempt: of its connection, its request, and each wait for a part of its answer. */
  attemptMilliseconds: 1_000,
  /** The longest pause before the second attempt. It doubles with each further attempt. */
  pauseMilliseconds: 100,
  /**
   * The same after a throttled attempt. That is answered at once, so that the call takes no longer than one that hangs.
   * With the shorter pause, a new table would refuse many members of a large group three times.
   */
  throttledPauseMilliseconds: 400,
} as const;

/** The longest that a call to AWS takes if every attempt times out, in milliseconds. */
export const awsCallMilliseconds =
  awsCall.attempts * awsCall.attemptMilliseconds +
  awsCall.pauseMilliseconds * (2 ** (awsCall.attempts - 1) - 1);

/** The timeout of a mail's only attempt, in milliseconds. With its connection it takes as long as a call to AWS. */
export const mailAttemptMilliseconds = 2_000;

/** The timeout of a call to the member system, in milliseconds, the same everywhere. */
export const memberSystemMilliseconds = 2_000;

/** What every function has left after its last call, in milliseconds. */
export const spareMilliseconds = 1_000;

/** For counting and postponing the messages of a batch after the last of them was handled, in milliseconds. */
export const closingMilliseconds = 1_000;

/** What a function does at its slowest. */
export interface TimeBudget {
  /** How many calls to AWS may follow one another, each as slow as a call can be. */
  readonly awsCalls: number;
  /** How many calls to the member system are among them. */
  readonly memberSystemCalls: number;
  /** Whether it counts and postpones messages at the end. */
  readonly closes: boolean;
}

const budget = (awsCalls: number, { memberSystemCalls = 0, closes = true } = {}): TimeBudget => ({
  awsCalls,
  memberSystemCalls,
  closes,
});

/** The budget of each kind of function. Longer chains of calls end at the deadline of their invocation. */
export const timeBudgets = {
  /** Reads, decides and writes. */
  api: budget(3, { closes: false }),
  /**
   * Reads the change and its counters, reads or sends to a page of members, writes, and sends the next step: eight
   * calls. Its last page begins within the time of two more.
   */
  advanceChange: budget(10),
  runReassignment: budget(8),
  /** One write. */
  propagateContact: budget(1),
  /** The secret, the row, the member system, and the write. */
  propagateContactAndNotify: budget(3, { memberSystemCalls: 1 }),
  /** Reads a page, publishes it, and marks each event. */
  publishEvents: budget(6),
  /**
   * Reads an event's subject, records that it waits, claims the mail, reads what waits, sends the mail and records
   * that: with the accounts and the groups fourteen calls.
   */
  sendMail: budget(14),
  /** Reads the row and the change, and writes. */
  recordFailure: budget(3),
  runDueWork: budget(20, { closes: false }),
} as const satisfies Record<string, TimeBudget>;

/** The time that the calls of a budget take at most, in milliseconds. */
export const callMilliseconds = ({ awsCalls, memberSystemCalls }: TimeBudget): number =>
  awsCalls * awsCallMilliseconds + memberSystemCalls * memberSystemMilliseconds;

/** The timeout of a function with this budget, in whole seconds. */
export const timeoutOf = (given: TimeBudget): number =>
  Math.ceil((callMilliseconds(given) + (given.closes ? closingMilliseconds : 0) + spareMilliseconds) / 1_000);
