/** Targets that one step collects: each may be three rows of who holds what. */
export const collectPageSize = 50;

/** Targets that one step makes changes for, one after the other: paced, and well within the step's time. */
export const makePageSize = 25;

/** No further change is made while more changes of the reassignment than this are propagating, */
export const changesInFlight = 100;
/** or while they have more members than this to reach, so that a reassignment of large groups does not fill the member queue. */
export const membersInFlight = 10_000;

/** How long what was left for another pass is left alone. */
export const secondsBetweenPasses = 10;

/** How often a target's change is tried when it cannot be made for a reason that may pass. */
export const attemptLimit = 5;
