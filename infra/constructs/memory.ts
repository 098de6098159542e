/** The memory of functions, in megabytes. Lambda assigns processor time in proportion to it. */
export const memory = {
  /** More than this does not speed up the start of the SDK, and a batch of ten members mostly waits for the table. */
  usual: 512,
  /** One whole vCPU. A step sends to a thousand members, or reads them back, in one thread. */
  wholeProcessor: 1_769,
} as const;
