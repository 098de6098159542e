import {
  changeMessageLife,
  deadLetterMaxReceiveCount,
  deadLetterRetention,
  functionTimeout,
  maxReceiveCount,
  memberMessageLife,
  visibilityTimeoutOf,
} from '../../../shared/messages/timing.ts';

/** The functions that queues feed. */
export type Worker = 'advanceChange' | 'propagateContact' | 'recordFailure' | 'runReassignment';

export const queueNames = [
  'changes',
  'change-dead-letters',
  'members',
  'member-dead-letters',
  'parked',
  'reassignments',
  'reassignment-dead-letters',
] as const;
export type QueueName = (typeof queueNames)[number];

/** What a queue of the stack is like; times in seconds. */
export interface QueueShape {
  readonly visibility: number;
  readonly retention: number;
  readonly feeds?: Worker;
  /** Which queue a message moves to, and after how many receives. */
  readonly redrive?: { readonly to: QueueName; readonly maxReceiveCount: number };
}

/** The timing of the members' worker in these runs, in seconds: small, so that a run need not wait long to resend. */
const memberTiming = { functionTimeout: 6, longestPause: 60, longestWait: 120 };
export const longestPause = memberTiming.longestPause;
/** After so long a message to a member is no longer alive, in seconds. */
export const lifeOfMemberMessage = memberMessageLife(memberTiming);

/** The queues as the stack makes them, out of the same numbers. */
export const topology: Readonly<Record<QueueName, QueueShape>> = {
  changes: {
    visibility: visibilityTimeoutOf(functionTimeout.advanceChange),
    retention: changeMessageLife,
    feeds: 'advanceChange',
    redrive: { to: 'change-dead-letters', maxReceiveCount },
  },
  'change-dead-letters': { visibility: 30, retention: deadLetterRetention },
  members: {
    visibility: visibilityTimeoutOf(memberTiming.functionTimeout),
    retention: lifeOfMemberMessage,
    feeds: 'propagateContact',
    redrive: { to: 'member-dead-letters', maxReceiveCount },
  },
  'member-dead-letters': {
    visibility: visibilityTimeoutOf(functionTimeout.recordFailure),
    retention: deadLetterRetention,
    feeds: 'recordFailure',
    redrive: { to: 'parked', maxReceiveCount: deadLetterMaxReceiveCount },
  },
  reassignments: {
    visibility: visibilityTimeoutOf(functionTimeout.runReassignment),
    retention: changeMessageLife,
    feeds: 'runReassignment',
    redrive: { to: 'reassignment-dead-letters', maxReceiveCount },
  },
  'reassignment-dead-letters': { visibility: 30, retention: deadLetterRetention },
  parked: { visibility: 30, retention: deadLetterRetention },
};

/** How long each function may run, in seconds. */
export const timeoutOf: Readonly<Record<Worker, number>> = {
  ...functionTimeout,
  propagateContact: memberTiming.functionTimeout,
};

/** The most messages that a function is given at once. */
export const batchSize = 10;
