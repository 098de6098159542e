import { longestDelaySeconds } from '../../../shared/domain/step-timing.ts';

export interface ReassignmentLimits {
  /** Targets collected per step. Each may need three rows of the index. */
  readonly collectPageSize: number;
  /** After so many pages, collecting pauses for a second: their targets are in one partition of the table. */
  readonly collectPagesAtOnce: number;
  /** Targets per step that get their change, one after the other, well within the function's timeout. */
  readonly makePageSize: number;
  /** No further change starts while more changes of the reassignment propagate, */
  readonly changesInFlight: number;
  /** or while they have more members. Otherwise large groups would fill the member queue. */
  readonly membersInFlight: number;
  /** Before targets that were left are tried again. */
  readonly secondsBetweenPasses: number;
  /** Attempts at a target that fails for a temporary reason. */
  readonly attemptLimit: number;
  /** How long a target waits for other changes of its group, or for room, before it is skipped. */
  readonly busyHours: number;
}

export const reassignmentLimits: ReassignmentLimits = {
  collectPageSize: 50,
  collectPagesAtOnce: 5,
  makePageSize: 25,
  changesInFlight: 100,
  membersInFlight: 10_000,
  secondsBetweenPasses: longestDelaySeconds,
  attemptLimit: 5,
  busyHours: 24,
};
