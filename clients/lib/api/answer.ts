import type * as z from 'zod';
import { UnexpectedAnswerError } from './errors.ts';

/** What a later release may have added: a property, or another value of an enum. */
const isAddition = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'unrecognized_keys' ||
  issue.code === 'invalid_value' ||
  (issue.code === 'invalid_union' && issue.errors.some((issues) => issues.every(isAddition)));

/** Whether the value has what the schema names. It may have more. */
function fits<Schema extends z.ZodType>(schema: Schema, value: unknown): value is z.output<Schema> {
  return schema.safeParse(value).error?.issues.every(isAddition) ?? true;
}

/**
 * The text of a success as the schema's type, with whatever a later release has added to it.
 * @throws UnexpectedAnswerError if it is not JSON, or lacks something
 */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const value = parse(text);
  if (fits(schema, value)) return value;
  throw new UnexpectedAnswerError(`The answer is not of this API: ${text.slice(0, 200)}`);
}

/** The text as JSON; undefined if it is empty or no JSON, as no answer is. */
export function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
