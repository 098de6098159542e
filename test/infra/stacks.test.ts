import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { operations } from '../../shared/http/contract/operations.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { stacksOf, templatesOf } from '../support/stacks.ts';

let service: Template;
let storage: Template;

beforeAll(() => {
  ({ service, storage } = templatesOf(stacksOf('production')));
});

const Resource = z.object({ Properties: z.unknown() });
const GetAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

/** The properties of every resource of a type, by its logical id. */
function resources<Properties extends z.ZodType>(
  template: Template,
  type: string,
  properties: Properties,
): Map<string, z.infer<Properties>> {
  const found = Object.entries(template.findResources(type));
  return new Map(found.map(([id, resource]) => [id, properties.parse(Resource.parse(resource).Properties)]));
}

const Function = z.object({
  Description: z.string().default(''),
  Role: GetAtt,
  Timeout: z.number(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});
const Role = z.object({
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
const Queue = z.object({
  VisibilityTimeout: z.number().default(30),
  MessageRetentionPeriod: z.number(),
  SqsManagedSseEnabled: z.literal(true),
  RedrivePolicy: z.object({ deadLetterTargetArn: GetAtt, maxReceiveCount: z.number() }).optional(),
});
const Mapping = z.object({
  EventSourceArn: GetAtt,
  FunctionName: z.object({ Ref: z.string() }),
  BatchSize: z.number(),
  FunctionResponseTypes: z.array(z.string()),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
});

/** Which kind of resource a statement is about, in a word. */
function resourceWord(resource: unknown): string {
  const text = JSON.stringify(resource);
  if (text.includes('/index/due')) return 'due index';
  if (text.includes('ExportsOutput')) return 'table';
  const queue = /(Changes|Members)(Queue|DeadLetters|Parked)/.exec(text);
  if (queue !== null) return `${queue[1]} ${queue[2]}`;
  return /Log[0-9A-F]{8}"/.test(text) ? 'log' : text;
}

const rights = {
  'api/get-health': {},
  'api/put-account': { table: 'PutItem' },
  'api/get-account': { table: 'GetItem' },
  'api/put-group': { table: 'BatchGetItem ConditionCheckItem PutItem UpdateItem' },
  'api/list-groups': { table: 'BatchGetItem Query' },
  'api/get-group': { table: 'BatchGetItem' },
  'api/list-group-services': { table: 'BatchGetItem Query' },
  'api/add-group-services': { table: 'BatchGetItem PutItem UpdateItem' },
  'api/put-group-service': { table: 'BatchGetItem PutItem UpdateItem' },
  'api/delete-group-service': { table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem UpdateItem' },
  'api/get-openapi': {},
  'api/get-service-rights': { table: 'BatchGetItem GetItem' },
  'api/list-group-changes': { table: 'BatchGetItem GetItem Query' },
  'api/list-my-changes': { table: 'BatchGetItem GetItem Query' },
  'api/create-consent-code': { table: 'PutItem' },
  'api/request-service-change': {
    table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem UpdateItem',
  },
  'api/refuse-contact-change': { table: 'BatchGetItem DeleteItem GetItem PutItem' },
  'api/cancel-contact-change': { table: 'BatchGetItem DeleteItem GetItem PutItem' },
  'api/retry-contact-change': {
    table: 'BatchGetItem GetItem PutItem UpdateItem',
    'Changes Queue': 'SendMessage',
  },
  'api/get-service': { table: 'BatchGetItem GetItem' },
  'api/request-group-change': {
    table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
    'Changes Queue': 'SendMessage',
  },
  'api/get-contact-change': { table: 'BatchGetItem GetItem' },
  'api/list-member-outcomes': { table: 'BatchGetItem GetItem Query' },
  'api/accept-contact-change': {
    table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
    'Changes Queue': 'SendMessage',
  },
  'workers/advance-change': {
    table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
    'Changes Queue': 'DeleteMessage GetQueueAttributes ReceiveMessage SendMessage',
    'Members Queue': 'SendMessage',
  },
  'workers/propagate-contact': {
    table: 'UpdateItem',
    'Members Queue': 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  'workers/record-failure': {
    table: 'ConditionCheckItem GetItem PutItem UpdateItem',
    'Members DeadLetters': 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  'scheduled/run-due-work': { 'due index': 'Query', 'Changes Queue': 'SendMessage' },
};

describe('The functions', () => {
  it('may do exactly what they need, on the resource that they need it on', () => {
    const roles = resources(service, 'AWS::IAM::Role', Role);
    const found = [...resources(service, 'AWS::Lambda::Function', Function).values()].map(
      ({ Description, Role: role }) => {
        const statements = roles
          .get(role['Fn::GetAtt'][0])
          ?.Policies.flatMap((policy) => policy.PolicyDocument.Statement);
        const byResource = Map.groupBy(statements ?? [], (statement) => resourceWord(statement.Resource));
        const actions = Array.from(byResource, ([word, group]): [string, string] => [
          word,
          group
            .flatMap(({ Action }) => Action)
            .map((action) => action.replace(/^[a-z]+:/, ''))
            .toSorted()
            .join(' '),
        ]);
        return [Description, Object.fromEntries(actions)];
      },
    );
    const expected = Object.entries(rights).map(([folder, actions]) => [
      folder,
      { log: 'CreateLogStream PutLogEvents', ...actions },
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    service.resourceCountIs('AWS::IAM::Policy', 0);
  });

  it('run on Node 24 and arm64, each with a log that ends', () => {
    const functions = [...resources(service, 'AWS::Lambda::Function', Function).values()];
    expect(functions).toHaveLength(Object.keys(rights).length);
    for (const { Runtime, Architectures } of functions) {
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
    }
    service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it('get the settings that they read and no other', () => {
    const variables = [...resources(service, 'AWS::Lambda::Function', Function).values()].map(
      ({ Description, Environment }) => [Description, Object.keys(Environment?.Variables ?? {}).toSorted()],
    );
    expect(Object.fromEntries(variables)).toMatchObject({
      'api/get-health': [],
      'api/get-group': ['NIC_CLAIM', 'TABLE_NAME'],
      'api/accept-contact-change': ['CHANGE_QUEUE_URL', 'NIC_CLAIM', 'TABLE_NAME'],
      'workers/advance-change': ['CHANGE_QUEUE_URL', 'PROPAGATION_QUEUE_URL', 'TABLE_NAME'],
      'workers/propagate-contact': ['TABLE_NAME'],
      'scheduled/run-due-work': ['CHANGE_QUEUE_URL', 'TABLE_NAME'],
    });
  });
});

describe('The queues', () => {
  it('keep their numbers in relation: visibility, receives, dead letters', () => {
    const queues = resources(service, 'AWS::SQS::Queue', Queue);
    const functions = resources(service, 'AWS::Lambda::Function', Function);
    const mappings = [...resources(service, 'AWS::Lambda::EventSourceMapping', Mapping).values()];
    expect(mappings).toHaveLength(3);
    for (const { EventSourceArn, FunctionName, BatchSize, FunctionResponseTypes } of mappings) {
      const queue = queues.get(EventSourceArn['Fn::GetAtt'][0]);
      const worker = functions.get(FunctionName.Ref);
      expect(queue?.VisibilityTimeout).toBe(6 * (worker?.Timeout ?? 0));
      expect([BatchSize, FunctionResponseTypes]).toEqual([10, ['ReportBatchItemFailures']]);
    }
    for (const { RedrivePolicy, MessageRetentionPeriod, VisibilityTimeout } of queues.values()) {
      if (RedrivePolicy === undefined) continue;
      const deadLetters = queues.get(RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]);
      expect(RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(deadLetters?.MessageRetentionPeriod).toBeGreaterThanOrEqual(MessageRetentionPeriod);
      expect(MessageRetentionPeriod).toBeGreaterThanOrEqual(
        VisibilityTimeout * (RedrivePolicy.maxReceiveCount + 1),
      );
    }
  });

  it('keep a message to a member no longer than verification waits before it sends another', () => {
    const members = Array.from(resources(service, 'AWS::SQS::Queue', Queue)).find(([id]) =>
      /MembersQueue/.test(id),
    );
    expect(members?.[1].MessageRetentionPeriod).toBe(memberMessageLife);
  });

  it('each have somewhere for what nobody could do, and take no unencrypted traffic', () => {
    const withoutRedrive = Array.from(resources(service, 'AWS::SQS::Queue', Queue))
      .filter(([, { RedrivePolicy }]) => RedrivePolicy === undefined)
      .map(([id]) => /(Changes|Members)(DeadLetters|Parked)/.exec(id)?.[0]);
    expect(new Set(withoutRedrive)).toEqual(new Set(['ChangesDeadLetters', 'MembersParked']));
    service.resourcePropertiesCountIs(
      'AWS::SQS::QueuePolicy',
      {
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        }),
      },
      5,
    );
  });
});

describe('The table', () => {
  it('is guarded where data must last', () => {
    storage.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { Enabled: true },
        GlobalSecondaryIndexes: [Match.objectLike({ Projection: { ProjectionType: 'KEYS_ONLY' } })],
      },
    });
  });

  it('may go where the environment is thrown away', () => {
    templatesOf(stacksOf('development')).storage.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });
});

describe('The API', () => {
  it('has every route of the contract and no other, behind the issuer’s tokens and a scope', () => {
    const Route = z.object({
      RouteKey: z.string(),
      AuthorizationType: z.string().default('NONE'),
      AuthorizationScopes: z.array(z.string()).optional(),
    });
    const routes = [...resources(service, 'AWS::ApiGatewayV2::Route', Route).values()];
    expect(routes.map((route) => route.RouteKey).toSorted()).toEqual(
      Object.values(operations)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
    const isGuarded = (route: z.infer<typeof Route>) =>
      route.AuthorizationType === 'JWT' && route.AuthorizationScopes?.join() === 'contacts,operator';
    expect(
      routes
        .filter((route) => !isGuarded(route))
        .map((route) => route.RouteKey)
        .toSorted(),
    ).toEqual(['GET /health', 'GET /openapi.json']);
    service.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://issuer.example.com/', Audience: ['voip-contacts'] },
    });
  });

  it('is throttled and logs who asked what', () => {
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
    });
  });
});

describe('Due work', () => {
  it('is looked for every minute', () => {
    service.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
    });
  });
});

describe('The AwsSolutions checks', () => {
  it.each(['production', 'development'] as const)('find nothing in %s that is not answered for', (name) => {
    const { app } = stacksOf(name, (scope) => [new AwsSolutionsChecks(scope)]);
    expect(() => app.synth()).not.toThrow();
  });
});
