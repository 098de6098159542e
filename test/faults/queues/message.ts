import { createHash } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { arn, place } from '../../../infra/local/cloudformation/place.ts';
import type { QueueName } from './topology.ts';

/** A message that the poller has taken out of the real queue and hands out by its own, virtual time. */
export interface Message {
  readonly id: string;
  /** Names it in schedules: the real ids are never twice the same. */
  readonly number: number;
  readonly body: string;
  /** Times are in virtual milliseconds. */
  readonly sentAt: number;
  availableAt: number;
  receives: number;
  /** What the real queue deletes it by. */
  readonly realHandle: string;
  state: 'kept' | 'deleted' | 'moved' | 'expired' | 'dropped';
}

/** A message in a function's hands. */
export interface Delivery {
  readonly message: Message;
  /** Which receive it was: the handle goes stale with the next one. */
  readonly receipt: number;
}

export const handleOf = ({ message, receipt }: Delivery): string => `${message.number}/${receipt}`;

/** The record that Lambda gives to a function. */
export function recordOf(queue: QueueName, delivery: Delivery): SQSRecord {
  const { id, body, sentAt } = delivery.message;
  return {
    messageId: id,
    receiptHandle: handleOf(delivery),
    body,
    attributes: {
      ApproximateReceiveCount: String(delivery.receipt),
      SentTimestamp: String(sentAt),
      SenderId: place.account,
      ApproximateFirstReceiveTimestamp: String(sentAt),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: arn('sqs', queue),
    awsRegion: place.region,
  };
}
