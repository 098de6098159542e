import * as z from 'zod';

/** IAM accepts a single value in place of a list. */
export function oneOrMore<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1));
}

/** A statement of an identity policy. IAM's other fields (`Condition`, `NotAction`, …) are refused. */
export const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.string()),
});

export const policyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: oneOrMore(statement),
});

export type Statement = z.infer<typeof statement>;
