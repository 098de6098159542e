import { Duration } from 'aws-cdk-lib';
import { type DimensionsMap, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { flowMetrics, metricDimension, type MeasuringFunction } from '../../shared/runtime/metric-names.ts';
import { dueIndexName } from '../../shared/store/index-keys.ts';
import type { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { mailDimension, mailDimensionValue } from './mail-identity.ts';
import { metricsNamespace } from './metrics-namespace.ts';

const minute = Duration.minutes(1);

/** One of the metrics that the workers and scheduled functions publish. */
export const flowMetric = <Service extends MeasuringFunction>(
  scope: Construct,
  service: Service,
  metricName: keyof (typeof flowMetrics)[Service] & string,
  statistic: string,
): Metric =>
  new Metric({
    namespace: metricsNamespace(scope),
    metricName,
    dimensionsMap: { [metricDimension]: service },
    statistic,
    period: minute,
  });

/** The number of messages that wait in a queue. */
export const waitingMessages = (queue: IQueue): Metric =>
  queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: minute });

/** Seconds. */
export const oldestMessageAge = (queue: IQueue): Metric =>
  queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: minute });

/** The number of errors or throttles of a function in five minutes. */
export const functionCount = (
  metric: 'Errors' | 'Throttles',
  { function: lambda }: ContactFunction,
): Metric => lambda.metric(metric, { statistic: 'Sum', period: Duration.minutes(5) });

const tableEvents = (metricName: string, dimensionsMap: DimensionsMap): Metric =>
  new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, statistic: 'Sum' });

/** The number of throttled requests to the table and its index. */
export function tableThrottles({ tableName: TableName }: ContactTable): IMetric {
  const throttles = ['ReadThrottleEvents', 'WriteThrottleEvents'].flatMap((metricName) => [
    tableEvents(metricName, { TableName }),
    tableEvents(metricName, { TableName, GlobalSecondaryIndexName: dueIndexName }),
  ]);
  return sumOf(throttles, 'Throttled table requests');
}

/** What came back of the mail of a domain: bounces, complaints, and what SES did not send after all. */
export const mailFeedback = (domain: string): IMetric =>
  sumOf(
    ['Bounce', 'Complaint', 'Reject'].map(
      (metricName) =>
        new Metric({
          namespace: 'AWS/SES',
          metricName,
          dimensionsMap: { [mailDimension]: mailDimensionValue(domain) },
          statistic: 'Sum',
        }),
    ),
    'Bounces and complaints',
  );

/**
 * The sum of metrics; for an alarm at most ten. The ids inside repeat, so a graph takes only one sum. A metric without
 * data counts as zero: an alarm whose metric has no more data would look back at the last data that there was.
 */
export function sumOf(metrics: readonly IMetric[], label: string): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const terms = Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`);
  const expression = `SUM([${terms.join(', ')}])`;
  return new MathExpression({ expression, usingMetrics, period: Duration.minutes(5), label });
}
