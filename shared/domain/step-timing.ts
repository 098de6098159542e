/**
 * Seconds. Every wait of a running chain ends before its work is due, so that due work does not start a second chain.
 */

/** Unfinished work is due this long after its last stored step. */
export const dueAfterSeconds = 15;

/** The period of `run-due-work`. */
export const dueWorkPeriodSeconds = 60;

/** The time for a step's message to arrive and for the step to be stored. */
export const stepAllowanceSeconds = 5;

/** The longest delay of a next step. */
export const longestDelaySeconds = dueAfterSeconds - stepAllowanceSeconds;

/** Within this time after the last write, a wait need not be stored: the next poll comes before the work is due. */
export const unwrittenWaitSeconds = dueAfterSeconds / 2;
