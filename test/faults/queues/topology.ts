import {
  changeMessageLife,
  deadLetterMaxReceiveCount,
  deadLetterRetention,
  functionTimeout,
  mailMessageLife,
  maxReceiveCount,
  memberFunctionTimeout,
  memberMessageLife,
  visibilityTimeoutOf,
} from '../../../shared/messages/timing.ts';

export type Worker =
  | 'advanceChange'
  | 'propagateContact'
  | 'recordFailure'
  | 'runReassignment'
  | 'publishEvents'
  | 'sendMail';

export const queueNames = [
  'changes',
  'change-dead-letters',
  'members',
  'member-dead-letters',
  'parked',
  'reassignments',
  'reassignment-dead-letters',
  'events',
  'event-dead-letters',
  'mail',
  'mail-dead-letters',
] as const;
export type QueueName = (typeof queueNames)[number];

/** Times in seconds. */
export interface QueueShape {
  readonly visibility: number;
  readonly retention: number;
  readonly feeds?: Worker;
  /** The queue to move to, and after how many receives. */
  readonly redrive?: { readonly to: QueueName; readonly maxReceiveCount: number };
}

/** Seconds; small, so that a run need not wait long to resend. */
const memberTiming = { notifiesMembers: false, longestPause: 60, longestWait: 120 };
const memberTimeout = memberFunctionTimeout(memberTiming.notifiesMembers);
export const longestPause = memberTiming.longestPause;
/** Seconds. */
export const lifeOfMemberMessage = memberMessageLife(memberTiming);

/** The stack's queues, derived from the same numbers. */
export const topology: Readonly<Record<QueueName, QueueShape>> = {
  changes: {
    visibility: visibilityTimeoutOf(functionTimeout.advanceChange),
    retention: changeMessageLife,
    feeds: 'advanceChange',
    redrive: { to: 'change-dead-letters', maxReceiveCount },
  },
  'change-dead-letters': { visibility: 30, retention: deadLetterRetention },
  members: {
    visibility: visibilityTimeoutOf(memberTimeout),
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
  events: {
    visibility: visibilityTimeoutOf(functionTimeout.publishEvents),
    retention: changeMessageLife,
    feeds: 'publishEvents',
    redrive: { to: 'event-dead-letters', maxReceiveCount },
  },
  'event-dead-letters': { visibility: 30, retention: deadLetterRetention },
  mail: {
    visibility: visibilityTimeoutOf(functionTimeout.sendMail),
    retention: mailMessageLife,
    feeds: 'sendMail',
    redrive: { to: 'mail-dead-letters', maxReceiveCount },
  },
  'mail-dead-letters': { visibility: 30, retention: deadLetterRetention },
  parked: { visibility: 30, retention: deadLetterRetention },
};

/** Seconds. */
export const timeoutOf: Readonly<Record<Worker, number>> = {
  ...functionTimeout,
  propagateContact: memberTimeout,
};

/** Messages per batch. */
export const batchSize = 10;
