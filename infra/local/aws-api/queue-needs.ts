import * as z from 'zod';
import { arn } from '../cloudformation/place.ts';
import type { Need } from './call.ts';

/** The part of an SQS request that says what it touches and how much it sends. */
export const queueRequest = z.object({
  QueueUrl: z.string().optional(),
  QueueName: z.string().optional(),
  MessageBody: z.string().optional(),
  Entries: z.array(z.object({ MessageBody: z.string().optional() })).optional(),
});

export type QueueRequest = z.infer<typeof queueRequest>;

/** The IAM action of each operation that a function may ask for: a batch needs the grant of its single form. */
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

/** What a role must be granted for an SQS request; nothing for an operation that is not known here. */
export function queueNeeds(operation: string, request: QueueRequest): Need[] {
  const action = actions[operation];
  if (action === undefined) return [];
  const name = request.QueueName ?? request.QueueUrl?.split('/').at(-1) ?? '';
  return [{ action, resource: arn('sqs', name) }];
}

/** The bytes of the bodies that a request sends. */
export function bodyBytes(request: QueueRequest): number {
  const bodies = [request.MessageBody, ...(request.Entries ?? []).map(({ MessageBody }) => MessageBody)];
  return bodies.reduce((sum, body) => sum + Buffer.byteLength(body ?? ''), 0);
}
