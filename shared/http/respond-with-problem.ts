import type { OutageCode } from '../domain/codes.ts';
import { Refusal, TemporaryRefusal } from '../domain/refusal.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { BadRequest } from './bad-request.ts';
import type { HttpResult } from './event.ts';
import { placed, problemOf, type Problem } from './problem.ts';

/** The `Retry-After` of a 503, in seconds. */
const retryAfterSeconds = 2;

/**
 * The answer to a request that failed. For an unexpected error, it does not reveal the cause.
 * @param path the operation's, with parameters in braces
 */
export function respondWithProblem(error: unknown, path: string, requestId: string): HttpResult {
  if (error instanceof Refusal || error instanceof BadRequest) {
    const [first, ...others] = error instanceof Refusal ? error.violations : error.entries;
    const entries = others.map((entry) => placed(entry, path));
    const result = toResult(problemOf([placed(first, path), ...entries], requestId));
    return error instanceof TemporaryRefusal ? withRetryAfter(result, error.retryAfterSeconds) : result;
  }
  if (error instanceof Unavailable) {
    const result = toResult(single('unavailable', 'Try again in a few seconds.', requestId));
    return withRetryAfter(result, retryAfterSeconds);
  }
  return toResult(
    single(
      'internal-error',
      'The request failed unexpectedly. Quote `instance` when you report it.',
      requestId,
    ),
  );
}

const withRetryAfter = (result: HttpResult, seconds: number): HttpResult => ({
  ...result,
  headers: { ...result.headers, 'retry-after': String(seconds) },
});

const single = (code: OutageCode, detail: string, requestId: string): Problem =>
  problemOf([{ code, detail, pointer: '' }], requestId);

const toResult = (problem: Problem): HttpResult => ({
  statusCode: problem.status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify(problem),
});

/** An answer in API Gateway's own form, for errors that API Gateway would otherwise answer. */
export const gatewayAnswer = (statusCode: number, message: string): HttpResult => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});
