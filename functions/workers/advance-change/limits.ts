/** Members that one step sends to or reads back. */
export const pageSize = 1_000;

/** The next page is held back while more of the change's members than this are sent and not yet counted. */
export const inFlightLimit = 5_000;

/** The counters decide when verification looks; when they have not moved for so long, it looks all the same. */
export const stallTimeoutMilliseconds = 20_000;

/** How often a member is sent to before it is given up. */
export const sendLimit = 4;

/** Failures that one step forgets, in one transaction with what else it writes: of 100 writes at most. */
export const forgetLimit = 90;
