export interface ChangeLimits {
  /** Members per step that are sent to or read back. */
  readonly pageSize: number;
  /** An invocation goes on with the next page for this long: a step's message takes longer than many a page. */
  readonly invocationMilliseconds: number;
  /** The next page is held back while more members than this are in flight. */
  readonly inFlightLimit: number;
  /** How many members must have been done or have failed before the circuit breaker judges by them. */
  readonly sampleSize: number;
  /** While the breaker is open, a sample of members is sent to after each such pause. */
  readonly probePauseMilliseconds: number;
  /** Members are read back if the counters have not changed for this long. */
  readonly stallTimeoutMilliseconds: number;
  /** The most messages per member, after which it fails. */
  readonly sendLimit: number;
  /** Failed members per transaction, which has at most 100 writes: each takes three. */
  readonly requeueLimit: number;
  /** Outcomes that one step records: each takes a transaction. */
  readonly recordLimit: number;
}

export const changeLimits: ChangeLimits = {
  pageSize: 1_000,
  invocationMilliseconds: 5_000,
  inFlightLimit: 5_000,
  sampleSize: 20,
  probePauseMilliseconds: 60_000,
  stallTimeoutMilliseconds: 20_000,
  sendLimit: 4,
  requeueLimit: 30,
  recordLimit: 250,
};
