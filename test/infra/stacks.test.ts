import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import * as z from 'zod';
import { environments } from '../../infra/environments.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { stacksOf, templatesOf } from '../support/stacks.ts';
import {
  FunctionProperties,
  MappingProperties,
  QueueProperties,
  resources,
  rightsIn,
  settingsIn,
} from '../support/template.ts';

let service: Template;
let storage: Template;

beforeAll(() => {
  ({ service, storage } = templatesOf(stacksOf('production')));
});

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
  'api/delete-group-service': {
    table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem UpdateItem',
  },
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
    'Members Queue': 'ChangeMessageVisibility DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  'workers/record-failure': {
    table: 'ConditionCheckItem GetItem PutItem UpdateItem',
    'Members DeadLetters': 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  'workers/run-reassignment': {
    table: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
    'Changes Queue': 'SendMessage',
    'Reassignments Queue': 'DeleteMessage GetQueueAttributes ReceiveMessage SendMessage',
  },
  'api/request-reassignment': {
    table: 'BatchGetItem DeleteItem GetItem PutItem Query',
    'Reassignments Queue': 'SendMessage',
  },
  'api/list-reassignments': { table: 'BatchGetItem Query' },
  'api/get-reassignment': { table: 'BatchGetItem GetItem' },
  'api/list-reassignment-outcomes': { table: 'GetItem Query' },
  'api/accept-reassignment': {
    table: 'BatchGetItem GetItem PutItem',
    'Reassignments Queue': 'SendMessage',
  },
  'api/refuse-reassignment': { table: 'GetItem PutItem' },
  'api/cancel-reassignment': {
    table: 'BatchGetItem GetItem PutItem',
    'Reassignments Queue': 'SendMessage',
  },
  'scheduled/run-due-work': {
    'due index': 'Query',
    'Changes Queue': 'SendMessage',
    'Reassignments Queue': 'SendMessage',
  },
};

describe('The functions', () => {
  it('may do exactly what they need, on the resource that they need it on', () => {
    const expected = Object.entries(rights).map(([folder, actions]) => [
      folder,
      { log: 'CreateLogStream PutLogEvents', ...actions },
    ]);
    expect(rightsIn(service)).toEqual(Object.fromEntries(expected));
    service.resourceCountIs('AWS::IAM::Policy', 0);
  });

  it('run on Node 24 and arm64, each with a log that ends', () => {
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()];
    expect(functions).toHaveLength(Object.keys(rights).length);
    for (const { Runtime, Architectures } of functions) {
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
    }
    service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it('may ask themselves for more than sixteen steps in a row if they are fed by what they send to', () => {
    const feedThemselves = Object.entries(rightsIn(service)).filter(([, actions]) =>
      Object.values(actions).some(
        (words) => words.includes('ReceiveMessage') && words.includes('SendMessage'),
      ),
    );
    const allowed = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()].filter(
      ({ RecursiveLoop }) => RecursiveLoop === 'Allow',
    );
    expect(feedThemselves).toHaveLength(2);
    expect(allowed.map(({ Description }) => Description).toSorted()).toEqual(
      feedThemselves.map(([folder]) => folder).toSorted(),
    );
  });

  it('get the settings that they read and no other', () => {
    expect(settingsIn(service)).toMatchObject({
      'api/get-health': [],
      'api/get-group': ['METRICS_NAMESPACE', 'NIC_CLAIM', 'TABLE_NAME'],
      'api/accept-contact-change': [
        'CHANGE_QUEUE_URL',
        'METRICS_NAMESPACE',
        'NIC_CLAIM',
        'TABLE_NAME',
        'TELLS_MEMBERS',
      ],
      'workers/advance-change': [
        'CHANGE_QUEUE_URL',
        'MEMBER_MESSAGE_LIFE_SECONDS',
        'METRICS_NAMESPACE',
        'PROPAGATION_QUEUE_URL',
        'TABLE_NAME',
        'TELLS_MEMBERS',
      ],
      'workers/propagate-contact': [
        'LONGEST_PAUSE_SECONDS',
        'METRICS_NAMESPACE',
        'PROPAGATION_QUEUE_URL',
        'TABLE_NAME',
      ],
      'scheduled/run-due-work': [
        'CHANGE_QUEUE_URL',
        'METRICS_NAMESPACE',
        'REASSIGNMENT_QUEUE_URL',
        'TABLE_NAME',
      ],
    });
  });
});

describe('The queues', () => {
  it('keep their numbers in relation: visibility, receives, dead letters', () => {
    const queues = resources(service, 'AWS::SQS::Queue', QueueProperties);
    const functions = resources(service, 'AWS::Lambda::Function', FunctionProperties);
    const mappings = [...resources(service, 'AWS::Lambda::EventSourceMapping', MappingProperties).values()];
    expect(mappings).toHaveLength(4);
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
    const members = Array.from(resources(service, 'AWS::SQS::Queue', QueueProperties)).find(([id]) =>
      /MembersQueue/.test(id),
    );
    expect(members?.[1].MessageRetentionPeriod).toBe(memberMessageLife(environments.production.memberTiming));
  });

  it('each have somewhere for what nobody could do, and take no unencrypted traffic', () => {
    const withoutRedrive = Array.from(resources(service, 'AWS::SQS::Queue', QueueProperties))
      .filter(([, { RedrivePolicy }]) => RedrivePolicy === undefined)
      .map(([id]) => /(Changes|Members|Reassignments)(DeadLetters|Parked)/.exec(id)?.[0]);
    expect(new Set(withoutRedrive)).toEqual(
      new Set(['ChangesDeadLetters', 'MembersParked', 'ReassignmentsDeadLetters']),
    );
    service.resourcePropertiesCountIs(
      'AWS::SQS::QueuePolicy',
      {
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        }),
      },
      7,
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
