import * as z from 'zod';
import type { FunctionDescription } from '../../../infra/local/lambda/function-description.ts';
import type { ProblemCode } from '../../../shared/domain/codes.ts';

export const FirstAnswer = z.object({
  /** Of a request: the status and the problem's code. */
  status: z.int().optional(),
  code: z.string().optional(),
  /** Of a batch: the messages that stay in the queue. */
  failures: z.int().optional(),
  /** The database's answers to the function. */
  databaseAnswers: z.int(),
});
export type FirstAnswer = z.infer<typeof FirstAnswer>;

/** Problems of invalid requests: a function that answers so has done little of its work. */
const idleCodes: ReadonlySet<string> = new Set<ProblemCode>([
  'malformed-json',
  'unsupported-media-type',
  'invalid-cursor',
  'invalid-parameter',
  'validation-failed',
  'operator-only',
  'not-found',
]);

/** Why the time to this answer is not that of the function's work; undefined if it is. */
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
