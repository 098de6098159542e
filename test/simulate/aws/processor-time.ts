/**
 * Processor time in milliseconds, measured by `npm run simulate -- --measure` on 2026-11-28 on one core of an x86
 * server. It covers the SDK's client, its HTTP connection and the function's own code.
 */
export const processorTime = {
  /** A request of the table, by the client alone. */
  get: 0.45,
  put: 0.48,
  update: 0.48,
  delete: 0.4,
  transact: 0.5,
  getMany: 0.4,
  query: 0.4,
  /** A row of the list of members, of a service, or of anything else, from the bytes to the parsed value. */
  listedRow: 0.006,
  serviceRow: 0.015,
  otherRow: 0.015,
  /** A request of a queue, and a message in it. */
  queueRequest: 0.42,
  message: 0.006,
  /** An invocation (assumed: the measurement has no runtime of Lambda), and a message that it handles. */
  invocation: 0.5,
  handled: 0.17,
} as const;

/** How much slower a vCPU of Lambda is than the core of the measurement. Assumed; no source. */
export const processorRatio = 1.5;
