import * as z from 'zod';
import type { FunctionDescription } from '../../../infra/local/lambda/function-description.ts';
import type { ProblemCode } from '../../../shared/domain/codes.ts';

/** What a function made of its first event. */
export const FirstAnswer = z.object({
  /** Of a request's answer: its status, and the code of the problem that it is. */
  status: z.int().optional(),
  code: z.string().optional(),
  /** Of a batch's answer: how many messages it leaves in the queue. */
  failures: z.int().optional(),
  /** How often the database has answered the function. */
  databaseAnswers: z.int(),
});
export type FirstAnswer = z.infer<typeof FirstAnswer>;

/** Problems of a request that is not sound, or is about nothing: whoever answers so has done little of its work. */
const idleCodes: ReadonlySet<string> = new Set<ProblemCode>([
  'malformed-json',
  'unsupported-media-type',
  'invalid-cursor',
  'invalid-parameter',
  'validation-failed',
  'operator-only',
  'not-found',
]);

/**
 * Why the time to the answer would not be that of a function which did its work, in a few words; undefined if it is.
 */
export function faultOf(
  { variables }: Pick<FunctionDescription, 'variables'>,
  { status = 200, code, failures = 0, databaseAnswers }: FirstAnswer,
): string | undefined {
  if (status >= 500) return `it failed with ${status}`;
  if (status >= 400 && (code === undefined || idleCodes.has(code)))
    return `it refused the event itself: ${status} ${code}`;
  if (failures > 0) return 'it left its message in the queue';
  if ('TABLE_NAME' in variables && databaseAnswers === 0) return 'it did not ask the database';
  return undefined;
}
