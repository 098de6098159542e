import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z.strictObject({
  QueueName: ignored,
  VisibilityTimeout: z.int().min(0).max(43_200).optional(),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageRetentionPeriod: z.int().min(60).max(1_209_600).optional(),
  MaximumMessageSize: z.int().optional(),
  ReceiveMessageWaitTimeSeconds: z.int().min(0).max(20).optional(),
  RedrivePolicy: z
    .strictObject({
      deadLetterTargetArn: z.string(),
      maxReceiveCount: z.coerce.number().int().min(1).max(1000),
    })
    .optional(),
  RedriveAllowPolicy: ignored,
  SqsManagedSseEnabled: ignored,
  KmsMasterKeyId: ignored,
  KmsDataKeyReusePeriodSeconds: ignored,
  Tags: ignored,
});

/** A queue to create. The dead-letter queue is separate because the server decides its ARN. */
export interface QueueDescription {
  readonly name: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | undefined;
}

export function readQueues(resources: readonly Resource[]): QueueDescription[] {
  return ofType(resources, 'AWS::SQS::Queue').map((resource) => {
    const given = readProperties(resource, properties);
    const attributes = {
      VisibilityTimeout: given.VisibilityTimeout,
      DelaySeconds: given.DelaySeconds,
      MessageRetentionPeriod: given.MessageRetentionPeriod,
      MaximumMessageSize: given.MaximumMessageSize,
      ReceiveMessageWaitTimeSeconds: given.ReceiveMessageWaitTimeSeconds,
    };
    const { Arn = '', QueueName = '' } = resource.identity.attributes;
    return {
      name: QueueName,
      arn: Arn,
      attributes: Object.fromEntries(
        Object.entries(attributes).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, String(value)]],
        ),
      ),
      redrive: given.RedrivePolicy && {
        deadLetterArn: given.RedrivePolicy.deadLetterTargetArn,
        maxReceiveCount: given.RedrivePolicy.maxReceiveCount,
      },
    };
  });
}
