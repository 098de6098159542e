import * as z from 'zod';
import { arn } from '../cloudformation/place.ts';
import type { Need } from './call.ts';

/** The parts of an SQS request that decide which permissions it needs and how much it sends. */
export const queueRequest = z.object({
  QueueUrl: z.string().optional(),
  QueueName: z.string().optional(),
  MessageBody: z.string().optional(),
  Entries: z.array(z.object({ MessageBody: z.string().optional() })).optional(),
});

export type QueueRequest = z.infer<typeof queueRequest>;

/** The IAM action of each operation. A batch operation needs the permission of its single form. */
const actions: Readonly<Record<string, string>> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessage: 'sqs:DeleteMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
  GetQueueUrl: 'sqs:GetQueueUrl',
  PurgeQueue: 'sqs:PurgeQueue',
};

/** The permissions that an SQS request needs. Empty for an unknown operation. */
export function queueNeeds(operation: string, request: QueueRequest): Need[] {
  const action = actions[operation];
  if (action === undefined) return [];
  const name = request.QueueName ?? request.QueueUrl?.split('/').at(-1) ?? '';
  return [{ action, resource: arn('sqs', name) }];
}

export function bodyBytes(request: QueueRequest): number {
  const bodies = [request.MessageBody, ...(request.Entries ?? []).map(({ MessageBody }) => MessageBody)];
  return bodies.reduce((sum, body) => sum + Buffer.byteLength(body ?? ''), 0);
}
