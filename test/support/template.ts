import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const Resource = z.object({ Properties: z.unknown() });
const GetAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

/** The properties of every resource of a type, by its logical id. */
export function resources<Properties extends z.ZodType>(
  template: Template,
  type: string,
  properties: Properties,
): Map<string, z.infer<Properties>> {
  const found = Object.entries(template.findResources(type));
  return new Map(found.map(([id, resource]) => [id, properties.parse(Resource.parse(resource).Properties)]));
}

export const FunctionProperties = z.object({
  Description: z.string().default(''),
  Role: GetAtt,
  Timeout: z.number(),
  MemorySize: z.number(),
  ReservedConcurrentExecutions: z.number().optional(),
  TracingConfig: z.object({ Mode: z.string() }).optional(),
  RecursiveLoop: z.string().optional(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});
const RoleProperties = z.object({
  Policies: z.array(
    z.object({
      PolicyDocument: z.object({
        Statement: z.array(
          z.object({
            Action: z.union([z.string(), z.array(z.string())]),
            Effect: z.literal('Allow'),
            Resource: z.unknown(),
          }),
        ),
      }),
    }),
  ),
  ManagedPolicyArns: z.undefined().optional(),
});
export const QueueProperties = z.object({
  VisibilityTimeout: z.number().default(30),
  MessageRetentionPeriod: z.number(),
  SqsManagedSseEnabled: z.literal(true),
  RedrivePolicy: z.object({ deadLetterTargetArn: GetAtt, maxReceiveCount: z.number() }).optional(),
});
export const MappingProperties = z.object({
  EventSourceArn: GetAtt,
  FunctionName: z.object({ Ref: z.string() }),
  BatchSize: z.number(),
  FunctionResponseTypes: z.array(z.string()),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
});

/** The kind of resource that a statement is about. */
function resourceWord(resource: unknown): string {
  if (resource === '*') return 'everything';
  const text = JSON.stringify(resource);
  const [, index] = /\/index\/(due|listed)/.exec(text) ?? [];
  if (index !== undefined) return `${index} index`;
  if (text.includes('Secret')) return 'secret';
  if (text.includes(':ses:')) return 'mail identity';
  if (text.includes('EventsArn') || /ExportsOutput\w*Events/.test(text)) return 'bus';
  if (text.includes('ExportsOutput')) return 'table';
  const queue = /(Changes|Events|Mails|Members|Reassignments)(Queue|DeadLetters|Parked)/.exec(text);
  if (queue !== null) return `${queue[1]} ${queue[2]}`;
  return /Log[0-9A-F]{8}"/.test(text) ? 'log' : text;
}

/** What each function may do, by its folder: the actions on each kind of resource. */
export function rightsIn(template: Template): Record<string, Record<string, string>> {
  const roles = resources(template, 'AWS::IAM::Role', RoleProperties);
  const found = [...resources(template, 'AWS::Lambda::Function', FunctionProperties).values()].map(
    ({ Description, Role: role }) => {
      const statements = roles
        .get(role['Fn::GetAtt'][0])
        ?.Policies.flatMap((policy) => policy.PolicyDocument.Statement);
      const rights = (statements ?? []).flatMap(({ Action, Resource: on }) =>
        [on].flat().map((resource) => ({ Action, word: resourceWord(resource) })),
      );
      const byResource = Map.groupBy(rights, ({ word }) => word);
      const actions = Array.from(byResource, ([word, group]): [string, string] => [
        word,
        group
          .flatMap(({ Action }) => Action)
          .map((action) => action.replace(/^[a-z]+:/, ''))
          .toSorted()
          .join(' '),
      ]);
      return [Description, Object.fromEntries(actions)] as const;
    },
  );
  return Object.fromEntries(found);
}

/** The names of each function's settings, by its folder. */
export const settingsIn = (template: Template): Record<string, string[]> =>
  Object.fromEntries(
    [...resources(template, 'AWS::Lambda::Function', FunctionProperties).values()].map(
      ({ Description, Environment }) => [Description, Object.keys(Environment?.Variables ?? {}).toSorted()],
    ),
  );
