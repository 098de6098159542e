/**
 * How a client of an AWS service waits, in milliseconds: a call that hangs must not take the rest of its batch along.
 * A call that is answered late is made again by the SDK, three times at the most, and then counts as unanswered.
 */
export const awsClientOptions = {
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};
