import { changeLimits } from '../../../functions/workers/advance-change/limits.ts';
import { reassignmentLimits } from '../../../functions/workers/run-reassignment/limits.ts';

/** So small that a small group or reassignment has several pages. */
export const limitsOf = (pageSize: number) => ({
  changeLimits: {
    ...changeLimits,
    pageSize,
    // Half of the runs take each step in an invocation of its own.
    invocationMilliseconds: pageSize % 2 === 0 ? 0 : changeLimits.invocationMilliseconds,
    requeueLimit: Math.min(pageSize, changeLimits.requeueLimit),
    recordLimit: pageSize,
    inFlightLimit: 5 * pageSize,
  },
  reassignmentLimits: {
    ...reassignmentLimits,
    collectPageSize: Math.min(Math.max(pageSize - 2, 1), reassignmentLimits.collectPageSize),
    makePageSize: Math.min(Math.max(pageSize - 2, 1), reassignmentLimits.makePageSize),
    changesInFlight: Math.min(pageSize, reassignmentLimits.changesInFlight),
  },
});
