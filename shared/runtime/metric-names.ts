type Unit = 'Count' | 'Seconds';

/** Requests by the class of their status; measured by every operation of the API. */
export const requestMetrics = {
  Requests2xx: 'Count',
  /** Refused for what was asked, or for who asked. */
  Requests4xx: 'Count',
  Requests5xx: 'Count',
} as const satisfies Record<string, Unit>;

/** What each function of the flow measures, by the name under which it logs and measures. */
export const flowMetrics = {
  runDueWork: {
    /** Changes that are due at one look, 0 included. */
    DueItems: 'Count',
    /** How long ago the first of them was due; 0 when none is. */
    OldestDueAge: 'Seconds',
  },
  advanceChange: {
    ChangesCompleted: 'Count',
    ChangesCompletedWithFailures: 'Count',
    /** From effective to completed; of a change whose failed members were retried, from effective to its last end. */
    TimeToComplete: 'Seconds',
    /** The members of completed changes, as they were found when they were read back. */
    VerifiedApplied: 'Count',
    VerifiedSuperseded: 'Count',
    VerifiedFailed: 'Count',
    /** Members whose message was lost and that were sent another. */
    MembersResent: 'Count',
    /** Members that were sent to as often as may be, and did not take the change. */
    MembersGivenUp: 'Count',
  },
  propagateContact: {
    MembersApplied: 'Count',
    MembersSuperseded: 'Count',
    /** Members that had left their group. */
    MembersRemoved: 'Count',
    /** Members that will not take the change; in `recordFailure`, those whose attempts ran out. */
    MembersFailed: 'Count',
    /** Which attempt brought a member to its end: 1 is the first. */
    Attempts: 'Count',
  },
  recordFailure: { MembersFailed: 'Count' },
  runReassignment: {
    /** Targets of reassignments that a change was made for. */
    TargetsBegun: 'Count',
    /** Targets that the rules turned down, or whose reassignment was cancelled. */
    TargetsSkipped: 'Count',
    /** Targets that could not be changed as often as it was tried. */
    TargetsFailed: 'Count',
    ReassignmentsEnded: 'Count',
  },
} as const satisfies Record<string, Record<string, Unit>>;

/** A function of the flow that measures. */
export type MeasuringFunction = keyof typeof flowMetrics;

/** The unit of every metric. */
export const metricUnits = {
  ...requestMetrics,
  ...flowMetrics.runDueWork,
  ...flowMetrics.advanceChange,
  ...flowMetrics.propagateContact,
  ...flowMetrics.recordFailure,
  ...flowMetrics.runReassignment,
} as const;

/** The name of a metric. */
export type MetricName = keyof typeof metricUnits;

/** The one dimension of every metric: the function that measured it. */
export const metricDimension = 'service';

/** Which metric counts a request that was answered with this status. */
export function requestMetricOf(status: number): keyof typeof requestMetrics {
  if (status >= 500) return 'Requests5xx';
  return status >= 400 ? 'Requests4xx' : 'Requests2xx';
}
