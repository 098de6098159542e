import * as z from 'zod';
import { oneOrMore } from './statement.ts';
import { wildcard } from './wildcard.ts';

/** The values of a condition, as texts: a template may hold `false` for `"false"`. */
const conditionValues = oneOrMore(z.union([z.string(), z.boolean().transform(String)]));

const conditionKeys = z.enum(['aws:SourceArn', 'aws:SourceAccount', 'aws:SecureTransport']);

/** IAM ignores the case of a condition key. */
const spelt = new Map(conditionKeys.options.map((key) => [key.toLowerCase(), key]));
const ofKeys = z.preprocess(
  (keys) =>
    typeof keys === 'object' && keys !== null
      ? Object.fromEntries(
          Object.entries(keys).map(([key, value]) => [spelt.get(key.toLowerCase()) ?? key, value]),
        )
      : keys,
  z.partialRecord(conditionKeys, conditionValues),
);

const conditions = z.partialRecord(
  z.enum(['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike', 'Bool']),
  ofKeys,
);

/** A statement of a resource's policy. IAM's other fields, operators and condition keys are refused. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), oneOrMore(z.string()))]),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.string()),
  Condition: conditions.default({}),
});

export const resourcePolicy = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(statement),
});

export type ResourceStatement = z.infer<typeof statement>;

/** What a service of AWS asks for in the name of another resource. */
export interface ServiceRequest {
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<z.infer<typeof conditionKeys>, string>>;
}

/** Whether the policies of a resource allow a request of a service. */
export function permits(statements: readonly ResourceStatement[], request: ServiceRequest): boolean {
  const fitting = statements.filter((candidate) => fits(candidate, request));
  return fitting.length > 0 && fitting.every(({ Effect }) => Effect === 'Allow');
}

function fits(candidate: ResourceStatement, { service, action, resource, context }: ServiceRequest): boolean {
  const { Principal, Action, Resource, Condition } = candidate;
  const principals = Principal === '*' ? ['*'] : [...(Principal['Service'] ?? []), ...anyone(Principal)];
  return (
    principals.some((principal) => principal === '*' || principal === service) &&
    Action.some((text) => wildcard(text, 'i').test(action)) &&
    Resource.some((text) => wildcard(text).test(resource)) &&
    Object.entries(Condition).every(([operator, keys]) => holds(operator, keys, context))
  );
}

/** A principal `{ "AWS": "*" }` stands for everyone, like `*`. */
function anyone({ AWS = [] }: Readonly<Record<string, readonly string[]>>): string[] {
  return AWS.filter((principal) => principal === '*');
}

function holds(
  operator: string,
  keys: Readonly<Partial<Record<string, readonly string[]>>>,
  context: ServiceRequest['context'],
): boolean {
  const values = new Map<string, string>(Object.entries(context));
  // `ArnEquals` takes wildcards too, and `StringEquals` and `Bool` take none.
  const isPattern = operator.startsWith('Arn') || operator === 'StringLike';
  return Object.entries(keys).every(([key, expected = []]) => {
    const actual = values.get(key) ?? '';
    return expected.some((text) => (isPattern ? wildcard(text).test(actual) : text === actual));
  });
}
