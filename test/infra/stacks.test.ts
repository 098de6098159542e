import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import * as z from 'zod';
import { environmentNames, readSettings } from '../../infra/environments.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { mail, stacksOf, templatesOf } from '../support/stacks.ts';
import { FunctionProperties, MappingProperties, QueueProperties, resources } from '../support/template.ts';

let service: Template;
let storage: Template;
let edge: Template;

beforeAll(() => {
  ({ service, storage, edge } = templatesOf(stacksOf('production', { mail })));
});

describe('The queues', () => {
  it('derive their visibility, receives and dead letters from the function timeouts', () => {
    const queues = resources(service, 'AWS::SQS::Queue', QueueProperties);
    const functions = resources(service, 'AWS::Lambda::Function', FunctionProperties);
    const mappings = [...resources(service, 'AWS::Lambda::EventSourceMapping', MappingProperties).values()];
    expect(mappings).toHaveLength(6);
    for (const { EventSourceArn, FunctionName, BatchSize, FunctionResponseTypes } of mappings) {
      const queue = queues.get(EventSourceArn['Fn::GetAtt'][0]);
      const worker = functions.get(FunctionName.Ref);
      expect(queue?.VisibilityTimeout).toBe(6 * (worker?.Timeout ?? 0));
      const takesSteps = /(Changes|Reassignments)Queue/.test(EventSourceArn['Fn::GetAtt'][0]);
      expect([BatchSize, FunctionResponseTypes]).toEqual([takesSteps ? 1 : 10, ['ReportBatchItemFailures']]);
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
    'of members are worked by as many at once as %s allows, the others by a fixed number',
    (name) => {
      const { service: stack } = templatesOf(stacksOf(name, { mail }));
      const mappings = [...resources(stack, 'AWS::Lambda::EventSourceMapping', MappingProperties).values()];
      const limits = mappings.map(({ EventSourceArn, ScalingConfig }) => [
        /(Changes|Events|Mails|Members|Reassignments)(Queue|DeadLetters)/.exec(
          EventSourceArn['Fn::GetAtt'][0],
        )?.[0],
        ScalingConfig.MaximumConcurrency,
      ]);
      expect(Object.fromEntries(limits)).toEqual({
        ChangesQueue: 20,
        EventsQueue: 5,
        MailsQueue: 2,
        MembersQueue: readSettings(name).propagationConcurrency,
        MembersDeadLetters: 5,
        ReassignmentsQueue: 10,
      });
    },
  );

  it('need a quota of concurrent executions that the documentation names', () => {
    const mappings = [...resources(service, 'AWS::Lambda::EventSourceMapping', MappingProperties).values()];
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()];
    const needed =
      mappings.reduce((sum, { ScalingConfig }) => sum + ScalingConfig.MaximumConcurrency, 0) +
      functions.reduce((sum, one) => sum + (one.ReservedConcurrentExecutions ?? 0), 0);
    const page = readFileSync(join(import.meta.dirname, '../../docs/deployment.md'), 'utf8');
    expect(page).toContain(`In production that is ${needed}.`);
  });

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
      .map(([id]) => /(Changes|Events|Mails|Members|Reassignments)(DeadLetters|Parked)/.exec(id)?.[0]);
    expect(new Set(withoutRedrive)).toEqual(
      new Set([
        'ChangesDeadLetters',
        'EventsDeadLetters',
        'MailsDeadLetters',
        'MembersParked',
        'ReassignmentsDeadLetters',
      ]),
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
      11,
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
        GlobalSecondaryIndexes: ['due', 'listed'].map((IndexName) =>
          Match.objectLike({ IndexName, Projection: { ProjectionType: 'KEYS_ONLY' } }),
        ),
      },
    });
  });

  it('is warm for as much as the environment says', () => {
    const warmThroughput = { readUnitsPerSecond: 24_000, writeUnitsPerSecond: 40_000 };
    storage.resourcePropertiesCountIs('AWS::DynamoDB::Table', { WarmThroughput: Match.absent() }, 1);
    templatesOf(stacksOf('production', { warmThroughput })).storage.hasResourceProperties(
      'AWS::DynamoDB::Table',
      { WarmThroughput: { ReadUnitsPerSecond: 24_000, WriteUnitsPerSecond: 40_000 } },
    );
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
    ).toEqual(['GET /events.json', 'GET /health', 'GET /openapi.json']);
    service.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://issuer.example.com/', Audience: ['voip-contacts'] },
    });
  });

  it('is throttled: open routes and those that write at rates of their own', () => {
    const Stage = z.object({
      DefaultRouteSettings: z.unknown(),
      RouteSettings: z.record(z.string(), z.unknown()),
    });
    const [stage] = resources(service, 'AWS::ApiGatewayV2::Stage', Stage).values();
    const { throttling } = readSettings('production');
    const rate = ({ ratePerSecond, burst }: typeof throttling.open) => ({
      ThrottlingRateLimit: ratePerSecond,
      ThrottlingBurstLimit: burst,
    });
    const limited = Object.values(operations).flatMap(({ method, path, access }) =>
      access === 'open'
        ? [[`${method} ${path}`, rate(throttling.open)]]
        : method === 'GET'
          ? []
          : [[`${method} ${path}`, rate(throttling.writes)]],
    );
    expect(stage?.DefaultRouteSettings).toEqual(rate(throttling));
    expect(stage?.RouteSettings).toEqual(Object.fromEntries(limited));
    expect(throttling.open.ratePerSecond).toBeLessThan(throttling.ratePerSecond);
  });

  it('has an access log that names the caller, the authorizer’s error and the latency', () => {
    const formatOf = (nicClaim: string): Record<string, string> => {
      const template = templatesOf(stacksOf('production', { nicClaim })).service;
      const Stage = z.object({ AccessLogSettings: z.object({ Format: z.string() }) });
      const [stage] = resources(template, 'AWS::ApiGatewayV2::Stage', Stage).values();
      return z.record(z.string(), z.string()).parse(JSON.parse(stage?.AccessLogSettings.Format ?? ''));
    };
    expect(formatOf('nic')).toMatchObject({
      requestId: '$context.requestId',
      caller: '$context.authorizer.claims.nic',
      authorizerError: '$context.authorizer.error',
      responseLatency: '$context.responseLatency',
      integrationLatency: '$context.integrationLatency',
    });
    // API Gateway would refuse the format.
    expect(formatOf('https://voip-operator.net/nic')).not.toHaveProperty('caller');
    const Log = z.object({ LogGroupName: z.unknown().optional() });
    expect(JSON.stringify([...resources(edge, 'AWS::Logs::LogGroup', Log).values()])).toContain(
      '"/aws/vendedlogs/apis/voip-contacts-production-edge/',
    );
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
    const { app } = stacksOf(name, { mail }, (scope) => [new AwsSolutionsChecks(scope)]);
    expect(() => app.synth()).not.toThrow();
  });
});
