type Unit = 'Count' | 'Seconds';

/** Requests by status class. Every operation of the API measures these. */
export const requestMetrics = {
  Requests2xx: 'Count',
  Requests4xx: 'Count',
  Requests5xx: 'Count',
} as const satisfies Record<string, Unit>;

export const flowMetrics = {
  runDueWork: {
    /** Changes and reassignments that are due in one run; published even if 0. */
    DueItems: 'Count',
    /** Joins that are due again because the member system was not notified by the first message. */
    JoinsUntold: 'Count',
    /** How long the oldest of them has been due; 0 if none is. */
    OldestDueAge: 'Seconds',
    /** How long the oldest event waits to be published again; 0 if none does. */
    OldestEventAge: 'Seconds',
    /** How long the oldest mail has been due; 0 if none is. */
    OldestMailAge: 'Seconds',
  },
  advanceChange: {
    ChangesCompleted: 'Count',
    ChangesCompletedWithFailures: 'Count',
    /** From effective to completed. For a retried change, from effective to its last end. */
    TimeToComplete: 'Seconds',
    VerifiedApplied: 'Count',
    VerifiedSuperseded: 'Count',
    VerifiedFailed: 'Count',
    /** Members that were sent another message because theirs was lost. */
    MembersResent: 'Count',
    /** Members that failed after the last message that may be sent to them. */
    MembersGivenUp: 'Count',
    /** Steps of a dispatch that was held because most members failed. */
    DispatchHeld: 'Count',
  },
  propagateContact: {
    MembersApplied: 'Count',
    MembersSuperseded: 'Count',
    MembersRemoved: 'Count',
    /** Members that the member system refused, or that are out of attempts. */
    MembersFailed: 'Count',
    /** Joins that the member system was notified of. */
    JoinsNotified: 'Count',
    /** Joins that it refused, or that were out of attempts; due work sends them again. */
    JoinsFailed: 'Count',
    /** Steps of a resync that was held because most services failed. */
    ResyncHeld: 'Count',
    /** The attempt in which a member was done; the first is 1. */
    Attempts: 'Count',
  },
  recordFailure: { MembersFailed: 'Count' },
  publishEvents: {
    EventsPublished: 'Count',
    /** Entries that the bus did not accept. They are sent again. */
    EventsRefused: 'Count',
    /** From when an event became true until it was published. */
    EventDelay: 'Seconds',
  },
  sendMail: {
    MailsSent: 'Count',
    /** Mails to accounts without an address. */
    MailsSkipped: 'Count',
    /** Mails that SES refused for their address. */
    MailsRefused: 'Count',
  },
  runReassignment: {
    TargetsBegun: 'Count',
    /** Targets that failed a rule, or whose reassignment was cancelled. */
    TargetsSkipped: 'Count',
    /** Targets whose change could not be requested in any attempt. */
    TargetsFailed: 'Count',
    ReassignmentsEnded: 'Count',
  },
} as const satisfies Record<string, Record<string, Unit>>;

export type MeasuringFunction = keyof typeof flowMetrics;

export const metricUnits = {
  ...requestMetrics,
  ...flowMetrics.runDueWork,
  ...flowMetrics.advanceChange,
  ...flowMetrics.propagateContact,
  ...flowMetrics.recordFailure,
  ...flowMetrics.publishEvents,
  ...flowMetrics.sendMail,
  ...flowMetrics.runReassignment,
} as const;

export type MetricName = keyof typeof metricUnits;

export const metricDimension = 'service';

export function requestMetricOf(status: number): keyof typeof requestMetrics {
  if (status >= 500) return 'Requests5xx';
  return status >= 400 ? 'Requests4xx' : 'Requests2xx';
}
