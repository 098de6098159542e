import { createHash } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { arn, place } from '../../../infra/local/cloudformation/place.ts';
import type { QueueName } from './topology.ts';

/** A message taken out of the real queue and delivered by virtual time. */
export interface Message {
  readonly id: string;
  /** Names it in schedules, because real ids differ in every run. */
  readonly number: number;
  readonly body: string;
  /** Times are in virtual milliseconds. */
  readonly sentAt: number;
  availableAt: number;
  receives: number;
  /** Deletes it from the real queue. */
  readonly realHandle: string;
  state: 'kept' | 'deleted' | 'moved' | 'expired' | 'dropped';
}

/** A message that a function has received. */
export interface Delivery {
  readonly message: Message;
  /** The number of the receive: the next one makes the handle stale. */
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
