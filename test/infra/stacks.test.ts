import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import * as z from 'zod';
import { environmentNames, readSettings } from '../../infra/environments.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { stacksOf, templatesOf } from '../support/stacks.ts';
import { FunctionProperties, MappingProperties, QueueProperties, resources } from '../support/template.ts';

let service: Template;
let storage: Template;

beforeAll(() => {
  ({ service, storage } = templatesOf(stacksOf('production')));
});

describe('The queues', () => {
  it('derive their visibility, receives and dead letters from the function timeouts', () => {
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
      // The count may include the receives of the source: a dead letter needs some of its own.
      const parkedAfter = deadLetters?.RedrivePolicy?.maxReceiveCount ?? Infinity;
      expect(parkedAfter).toBeGreaterThanOrEqual(RedrivePolicy.maxReceiveCount + 5);
    }
  });

  it.each(environmentNames())(
    'of members are worked by as many at once as %s allows, the others as they come',
    (name) => {
      const { service: stack } = templatesOf(stacksOf(name));
      const mappings = [...resources(stack, 'AWS::Lambda::EventSourceMapping', MappingProperties).values()];
      const limits = mappings.map(({ EventSourceArn, ScalingConfig }) => [
        /(Changes|Members|Reassignments)(Queue|DeadLetters)/.exec(EventSourceArn['Fn::GetAtt'][0])?.[0],
        ScalingConfig?.MaximumConcurrency,
      ]);
      expect(Object.fromEntries(limits)).toEqual({
        ChangesQueue: undefined,
        MembersQueue: readSettings(name).propagationConcurrency,
        MembersDeadLetters: undefined,
        ReassignmentsQueue: undefined,
      });
    },
  );

  it('keep a message to a member no longer than verification waits before it sends another', () => {
    const members = Array.from(resources(service, 'AWS::SQS::Queue', QueueProperties)).find(([id]) =>
      /MembersQueue/.test(id),
    );
    expect(members?.[1].MessageRetentionPeriod).toBe(
      memberMessageLife({ ...readSettings('production').memberTiming, notifiesMembers: false }),
    );
  });

  it('each have a dead-letter queue, and refuse unencrypted traffic', () => {
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
  it('is protected unless the environment is disposable', () => {
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

  it('may be deleted in a disposable environment', () => {
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

  it('is throttled, and has an access log', () => {
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
    });
  });
});

describe('Due work', () => {
  it('is swept every minute', () => {
    service.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
    });
  });
});

describe('The AwsSolutions checks', () => {
  it.each(['production', 'development'] as const)('find nothing in %s without a stated reason', (name) => {
    const { app } = stacksOf(name, {}, (scope) => [new AwsSolutionsChecks(scope)]);
    expect(() => app.synth()).not.toThrow();
  });
});
