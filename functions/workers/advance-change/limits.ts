/** How much one step of a change does, and how long it waits. */
export interface ChangeLimits {
  /** Members that one step sends to or reads back. */
  readonly pageSize: number;
  /** The next page is held back while more of the change's members than this are sent and not yet counted. */
  readonly inFlightLimit: number;
  /** The counters decide when members are read back; when they have not moved for so long, it is done all the same. */
  readonly stallTimeoutMilliseconds: number;
  /** How often a member is sent to before it is given up. */
  readonly sendLimit: number;
  /** Failures that one step forgets, in one transaction with what else it writes: of 100 writes at most. */
  readonly forgetLimit: number;
}

/** The limits in production. */
export const changeLimits: ChangeLimits = {
  pageSize: 1_000,
  inFlightLimit: 5_000,
  stallTimeoutMilliseconds: 20_000,
  sendLimit: 4,
  forgetLimit: 90,
};
