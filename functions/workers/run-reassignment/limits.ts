import { longestDelaySeconds } from '../../../shared/domain/step-timing.ts';

/** How much one step of a reassignment does, how much it lets be under way, and how long it waits. */
export interface ReassignmentLimits {
  /** Targets that one step collects: each may be three rows of who holds what. */
  readonly collectPageSize: number;
  /** Targets that one step makes changes for, one after the other: paced, and well within the step's time. */
  readonly makePageSize: number;
  /** No further change is made while more changes of the reassignment than this are propagating, */
  readonly changesInFlight: number;
  /** or while they have more members than this to reach: large groups would otherwise fill the member queue. */
  readonly membersInFlight: number;
  /** The pause before a target that was left is tried again. */
  readonly secondsBetweenPasses: number;
  /** How often a target's change is tried when it cannot be made for a reason that may pass. */
  readonly attemptLimit: number;
}

/** The limits in production. */
export const reassignmentLimits: ReassignmentLimits = {
  collectPageSize: 50,
  makePageSize: 25,
  changesInFlight: 100,
  membersInFlight: 10_000,
  secondsBetweenPasses: longestDelaySeconds,
  attemptLimit: 5,
};
