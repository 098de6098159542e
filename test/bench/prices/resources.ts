import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { flowMetrics } from '../../../shared/runtime/metric-names.ts';
import { stacksOf } from '../../support/stacks.ts';
import { resources } from '../../support/template.ts';
import type { Resources } from './bill.ts';

const Alarm = z.object({
  Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional(),
});
const Anything = z.unknown();

/** Of an alarm on one metric, or on an expression over some. */
const metricsOf = ({ Metrics }: z.infer<typeof Alarm>): number =>
  Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;

/** What the stacks of production hold with a member system, as far as it is billed. */
export function resourcesOfProduction(): Resources {
  const { storage, edge, service } = stacksOf('production', {
    memberEndpoint: 'https://members.example.com',
  });
  const templates = [storage, edge, service].map((stack) => Template.fromStack(stack));
  const all = <Properties extends z.ZodType>(type: string, properties: Properties) =>
    templates.flatMap((template) => [...resources(template, type, properties).values()]);
  return {
    alarmMetrics: all('AWS::CloudWatch::Alarm', Alarm)
      .map(metricsOf)
      .reduce((sum, count) => sum + count, 0),
    dashboards: all('AWS::CloudWatch::Dashboard', Anything).length,
    secrets: all('AWS::SecretsManager::Secret', Anything).length,
    keys: all('AWS::KMS::Key', Anything).length,
    fedQueues: all('AWS::Lambda::EventSourceMapping', Anything).length,
    idleMetrics: Object.keys(flowMetrics.runDueWork).length,
  };
}
