import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z
  .strictObject({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: z.int().min(1).max(10_000).default(10),
    MaximumBatchingWindowInSeconds: z.int().min(0).max(300).default(0),
    ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2).max(1000).optional() }).optional(),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    Enabled: z.boolean().default(true),
    MetricsConfig: ignored,
    Tags: ignored,
  })
  .refine(
    ({ BatchSize, MaximumBatchingWindowInSeconds }) => BatchSize <= 10 || MaximumBatchingWindowInSeconds >= 1,
    'a batch of more than 10 needs a batching window',
  );

export interface MappingDescription {
  readonly queueArn: string;
  /** The function's name or its ARN. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportsItemFailures: boolean;
}

export function readMappings(resources: readonly Resource[]): MappingDescription[] {
  return ofType(resources, 'AWS::Lambda::EventSourceMapping')
    .map((resource) => readProperties(resource, properties))
    .filter(({ Enabled }) => Enabled)
    .map((given) => ({
      queueArn: given.EventSourceArn,
      functionName: given.FunctionName,
      batchSize: given.BatchSize,
      windowSeconds: given.MaximumBatchingWindowInSeconds,
      maximumConcurrency: given.ScalingConfig?.MaximumConcurrency,
      reportsItemFailures: given.FunctionResponseTypes.length > 0,
    }));
}
