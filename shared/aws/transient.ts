import * as z from 'zod';

const throttledNames = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestThrottled',
  'RequestLimitExceeded',
]);

/** Whether the service refused a call for now: it surely did nothing. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Error && throttledNames.has(error.name);

const transientNames = new Set([
  ...throttledNames,
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
]);

const Answer = z.object({ httpStatusCode: z.number() });

const transientCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * Whether an SDK error means that the service or the network is temporarily unavailable. An outage may have no name: a
 * proxy answers 502 in HTML, or an answer ends halfway. The SDK then throws the error of its JSON parser.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (transientNames.has(error.name)) return true;
  if ('code' in error && typeof error.code === 'string' && transientCodes.has(error.code)) return true;
  if ('$fault' in error && error.$fault === 'server') return true;
  const status = statusOf(error);
  return status !== undefined && (status >= 500 || error instanceof SyntaxError);
}

/** The HTTP status of the answer that the error is about, if there was one. */
function statusOf(error: Error): number | undefined {
  const answer = '$metadata' in error ? Answer.safeParse(error.$metadata) : undefined;
  return answer?.data?.httpStatusCode;
}
