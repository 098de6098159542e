import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  SQSClient,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { awsClientOptions, withoutUnusedMiddleware } from './aws-client.ts';
import { inChunks, mapConcurrently } from '../runtime/chunks.ts';
import { retrying, systemPause } from '../runtime/retrying.ts';
import { isTransient } from './transient.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import type { FeedingQueue, OutgoingMessage, Queue } from '../messages/queue.ts';

/** SQS's limit of messages in one SendMessageBatch. */
const batchLimit = 10;
/** The most batches in flight. */
const batchWidth = 8;

const toEntry = (
  { body, delaySeconds, tenant }: OutgoingMessage,
  index: number,
): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: JSON.stringify(body),
  ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
  ...(tenant !== undefined && { MessageGroupId: tenant }),
});

/** The queue ports over SQS. A batch with status 200 may list failed messages; only those are sent again. */
export function sqsQueue(
  queueUrl: string,
  client = withoutUnusedMiddleware(new SQSClient(awsClientOptions)),
  pause = systemPause,
): Queue & FeedingQueue {
  const sendBatch = async (batch: readonly OutgoingMessage[]): Promise<void> => {
    let entries = batch.map(toEntry);
    const policy = {
      attempts: 5,
      baseMilliseconds: 50,
      isRetryable: (error: unknown) => error instanceof Unavailable,
      pause,
    };
    await retrying(policy, async () => {
      const failed = await sendOnce(entries);
      entries = entries.filter((entry) => failed.has(entry.Id));
      if (entries.length > 0) throw new Unavailable(`SQS did not accept ${entries.length} messages.`);
    });
  };

  const sendOnce = async (entries: SendMessageBatchRequestEntry[]): Promise<Set<string | undefined>> => {
    try {
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      return new Set(answer.Failed?.map((failure) => failure.Id));
    } catch (error) {
      if (isTransient(error)) throw new Unavailable('SQS did not answer.', { cause: error });
      throw error;
    }
  };

  return {
    async send(messages) {
      await mapConcurrently(inChunks(messages, batchLimit), batchWidth, sendBatch);
    },

    async postpone(messages) {
      const Entries = messages.map(({ receiptHandle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }));
      const answer = await client.send(
        new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }),
      );
      const failed = answer.Failed?.length ?? 0;
      if (failed > 0) throw new Unavailable(`SQS did not postpone ${failed} messages.`);
    },
  };
}
