import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ofType, readProperties } from '../cloudformation/read-properties.ts';
import { resourcePolicy, type ResourceStatement } from '../iam/resource-policy.ts';

const properties = z.strictObject({ Queues: z.array(z.string()), PolicyDocument: resourcePolicy });

/** The statements of the policies of a queue. The policies of other queues are not read. */
export type QueuePolicies = (queueName: string) => readonly ResourceStatement[];

const attached = z.object({ Queues: z.array(z.string()) });

export function readQueuePolicies(resources: readonly Resource[]): QueuePolicies {
  const policies = ofType(resources, 'AWS::SQS::QueuePolicy');
  return (queueName) =>
    policies
      .filter((policy) =>
        attached.parse(policy.properties()).Queues.some((url) => url.endsWith(`/${queueName}`)),
      )
      .flatMap((policy) => readProperties(policy, properties).PolicyDocument.Statement);
}
