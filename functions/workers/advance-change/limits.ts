export interface ChangeLimits {
  /** Members per step that are sent to or read back. */
  readonly pageSize: number;
  /** The next page is held back while more members than this are in flight. */
  readonly inFlightLimit: number;
  /** Members are read back if the counters have not changed for this long. */
  readonly stallTimeoutMilliseconds: number;
  /** The most messages per member, after which it fails. */
  readonly sendLimit: number;
  /** The most failures that a step deletes. A transaction has at most 100 writes. */
  readonly forgetLimit: number;
}

export const changeLimits: ChangeLimits = {
  pageSize: 1_000,
  inFlightLimit: 5_000,
  stallTimeoutMilliseconds: 20_000,
  sendLimit: 4,
  forgetLimit: 90,
};
