import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readSettings } from '../../infra/environments.ts';
import { metricUnits } from '../../shared/runtime/metric-names.ts';
import { mail, stacksOf, templatesOf } from '../support/stacks.ts';
import { FunctionProperties, MappingProperties, QueueProperties, resources } from '../support/template.ts';

const Dimension = z.object({ Name: z.string(), Value: z.unknown() });
const MetricProperties = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(Dimension).default([]),
});
const AlarmProperties = z.object({
  AlarmName: z.string(),
  AlarmActions: z.array(z.object({ Ref: z.string() })),
  OKActions: z.array(z.object({ Ref: z.string() })),
  ComparisonOperator: z.literal('GreaterThanThreshold'),
  Threshold: z.number(),
  Period: z.number().optional(),
  EvaluationPeriods: z.number(),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
  Statistic: z.string().optional(),
  ...MetricProperties.partial().shape,
  Metrics: z
    .array(
      z.object({
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric: MetricProperties }).optional(),
      }),
    )
    .default([]),
});
type AlarmProperties = z.infer<typeof AlarmProperties>;

let service: Template;
let alarms: AlarmProperties[];
beforeAll(() => {
  ({ service } = templatesOf(stacksOf('production', { mail })));
  alarms = [...resources(service, 'AWS::CloudWatch::Alarm', AlarmProperties).values()];
});

/** What an alarm looks at, one metric or several. */
const watchedBy = ({ Namespace, MetricName, Dimensions, Metrics }: AlarmProperties) => [
  ...(MetricName === undefined ? [] : [{ Namespace, MetricName, Dimensions: Dimensions ?? [] }]),
  ...Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])),
];

/** The alarms on this metric of the resource with this logical id. */
const alarmsOn = (metric: string, logicalId: string): AlarmProperties[] =>
  alarms.filter((alarm) =>
    watchedBy(alarm).some(
      ({ MetricName, Dimensions }) =>
        MetricName === metric && JSON.stringify(Dimensions).includes(`"${logicalId}"`),
    ),
  );

/** The expression with each metric filled with zero. */
const filled = (expression: string): string =>
  expression.replaceAll(/FILL\((m\d+), 0\)|(m\d+)/g, (_all, inside, bare) => `FILL(${inside ?? bare}, 0)`);

const alarmNamed = (name: string): AlarmProperties | undefined =>
  alarms.find(({ AlarmName }) => AlarmName === `voip-contacts-production-service-${name}`);

function queues() {
  const all = resources(service, 'AWS::SQS::Queue', QueueProperties);
  const mappings = [...resources(service, 'AWS::Lambda::EventSourceMapping', MappingProperties).values()];
  const worked = new Set(mappings.map(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt'][0]));
  const dead = new Set(
    [...all.values()].flatMap(
      ({ RedrivePolicy }) => RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? [],
    ),
  );
  return { all, worked, dead };
}

describe('The alarms', () => {
  it('watch the depth of every dead-letter queue, in-flight messages included', () => {
    const { all, worked, dead } = queues();
    expect(dead.size).toBeGreaterThan(2);
    for (const queue of dead) {
      const [alarm, ...others] = alarmsOn('ApproximateNumberOfMessagesVisible', queue);
      expect([alarm?.Threshold, alarm?.Period, others]).toEqual([0, 60, []]);
      const { VisibilityTimeout = 0, RedrivePolicy } = all.get(queue) ?? {};
      const workedFor = worked.has(queue) ? VisibilityTimeout * (RedrivePolicy?.maxReceiveCount ?? 0) : 60;
      expect((alarm?.EvaluationPeriods ?? 0) * 60).toBe(60 * Math.ceil(workedFor / 60));
    }
  });

  it('watch the age of the oldest message of every other queue: above its receives, below its retention', () => {
    const { all, dead } = queues();
    const work = [...all].filter(([id]) => !dead.has(id));
    expect(work.length).toBeGreaterThanOrEqual(2);
    for (const [id, { VisibilityTimeout, RedrivePolicy, MessageRetentionPeriod }] of work) {
      const [alarm] = alarmsOn('ApproximateAgeOfOldestMessage', id);
      expect(alarm?.Threshold).toBeGreaterThan(VisibilityTimeout * (RedrivePolicy?.maxReceiveCount ?? 0));
      expect(alarm?.Threshold).toBeLessThan(MessageRetentionPeriod);
      expect(alarm?.Statistic).toBe('Maximum');
    }
  });

  it('watch every worker’s errors and throttles; those of operations are 5xx of the API', () => {
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties)];
    expect(functions.length).toBeGreaterThan(20);
    for (const [id, { Description }] of functions) {
      const times = Description.startsWith('api/') ? 0 : 1;
      const watching = [alarmsOn('Errors', id).length, alarmsOn('Throttles', id).length];
      expect([id, ...watching]).toEqual([id, times, times]);
    }
  });

  it('end when throttling ends: a metric without data counts as zero', () => {
    const sums = alarms.flatMap(({ AlarmName, Metrics }) =>
      Metrics.flatMap(({ Expression }) =>
        Expression === undefined ? [] : [[AlarmName, Expression] as const],
      ),
    );
    expect(sums.length).toBeGreaterThan(1);
    for (const [name, expression] of sums) expect([name, expression]).toEqual([name, filled(expression)]);
  });

  it('watch due work, and treat missing data as breaching', () => {
    const alarm = alarmNamed('due-work-overdue');
    expect(alarm).toMatchObject({
      Namespace: 'voip-contacts-production-service',
      MetricName: 'OldestDueAge',
      Dimensions: [{ Name: 'service', Value: 'runDueWork' }],
      TreatMissingData: 'breaching',
      Statistic: 'Maximum',
      Threshold: 300,
    });
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(silent).toEqual([alarm]);
  });

  it('watch refused requests, in one metric for all callers', () => {
    const alarm = alarmNamed('requests-refused');
    expect(alarm).toMatchObject({
      Namespace: 'voip-contacts-production-service',
      MetricName: 'RequestsRefused',
      Dimensions: [],
    });
    const Filter = z.object({ FilterPattern: z.string(), LogGroupName: z.unknown() });
    const [filter] = resources(service, 'AWS::Logs::MetricFilter', Filter).values();
    for (const status of [401, 403, 404, 409, 429])
      expect(filter?.FilterPattern).toContain(`($.status = "${status}")`);
    expect(JSON.stringify(filter?.LogGroupName)).toMatch(/AccessLog/);
  });

  it('watch the API’s answers and the table', () => {
    expect(alarmNamed('api-server-errors')).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: '5xx' });
    const table = alarms.filter(({ AlarmName }) => AlarmName.endsWith('-table-throttles')).flatMap(watchedBy);
    expect(table.map(({ MetricName, Dimensions }) => `${MetricName} ${Dimensions.length}`)).toEqual([
      'ReadThrottleEvents 1',
      'ReadThrottleEvents 2',
      'WriteThrottleEvents 1',
      'WriteThrottleEvents 2',
    ]);
  });

  it('use no more metrics than CloudWatch allows', () => {
    expect(Math.max(...alarms.map((alarm) => watchedBy(alarm).length))).toBeLessThanOrEqual(10);
  });

  it('notify the stack’s topic when they begin and when they end', () => {
    const [topic] = Object.keys(service.findResources('AWS::SNS::Topic'));
    for (const { AlarmActions, OKActions } of alarms) {
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
    }
    service.hasOutput('AlarmTopicArn', { Value: { Ref: topic } });
  });

  it('each have their line in the runbook', () => {
    const runbook = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
    const names = alarms.map(({ AlarmName }) => AlarmName.replace(/^voip-contacts-production-service-/, ''));
    expect(names.length).toBeGreaterThan(12);
    expect(names.filter((name) => !runbook.includes(`| \`${name}\` |`))).toEqual([]);
    const lines = [...runbook.matchAll(/^\| `([\w*-]+)` \| [^|]{20,} \| [^|]{20,} \| [^|]{10,} \|$/gm)];
    expect(new Set(lines.map(([, name]) => name))).toEqual(new Set(names));
  });
});

describe('The topic', () => {
  it('is encrypted with a key that CloudWatch may use, and takes only what comes from the account’s alarms', () => {
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': readSettings('production').account } };
    const cloudWatch = { Service: 'cloudwatch.amazonaws.com' };
    service.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    service.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Principal: cloudWatch,
            Condition: ofThisAccount,
          }),
        ]),
      },
    });
    service.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: cloudWatch,
            Condition: ofThisAccount,
          }),
        ],
      },
    });
  });
});

describe('The dashboard', () => {
  it('is named as the stack and shows every metric of our own, every queue and the functions of the flow', () => {
    const Page = z.object({ DashboardName: z.string(), DashboardBody: z.unknown() });
    const [page] = resources(service, 'AWS::CloudWatch::Dashboard', Page).values();
    expect(page?.DashboardName).toBe('voip-contacts-production-service');
    const body = JSON.stringify(page?.DashboardBody);
    expect(Object.keys(metricUnits).filter((name) => !body.includes(name))).toEqual([]);
    expect([...queues().all.keys()].filter((id) => !body.includes(id))).toEqual([]);
    const workers = [...resources(service, 'AWS::Lambda::Function', FunctionProperties)].filter(
      ([, { Description }]) => !Description.startsWith('api/'),
    );
    expect(workers.filter(([id]) => !body.includes(id))).toEqual([]);
  });

  it('names the callers that were refused most, by the access log', () => {
    const Page = z.object({ DashboardBody: z.unknown() });
    const [page] = resources(service, 'AWS::CloudWatch::Dashboard', Page).values();
    const body = JSON.stringify(page?.DashboardBody);
    expect(body).toContain('AccessLog');
    const query = /SOURCE.*refusals by caller, sourceIp, status.*limit 20/.exec(body)?.[0];
    for (const status of ['401', '403', '404', '409', '429']) expect(query).toContain(status);
  });
});
