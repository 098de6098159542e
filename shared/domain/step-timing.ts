/**
 * The times between the steps of a change or a reassignment, in seconds. Due work begins a chain of steps anew that
 * broke; so that it begins none beside a chain that runs, whatever a chain waits for ends before its work is due.
 */

/** Unfinished work is due when no step of it was written for so long. */
export const dueAfterSeconds = 15;

/** How often due work is looked for: what is due gets its next step within this time. */
export const dueWorkPeriodSeconds = 60;

/** How long a step's message may take to arrive, and the step to be written. */
export const stepAllowanceSeconds = 5;

/** The longest delay of a next step. */
export const longestDelaySeconds = dueAfterSeconds - stepAllowanceSeconds;

/**
 * A wait doubles with each look. While less than this has passed since the last write, the next look comes before the
 * work is due, and the wait need not be written.
 */
export const unwrittenWaitSeconds = dueAfterSeconds / 2;
