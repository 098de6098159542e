import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  SQSClient,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { awsClientOptions, withoutUnusedMiddleware } from './aws-client.ts';
import { inChunks, mapConcurrently } from '../runtime/chunks.ts';
import { retrying, systemPause } from '../runtime/retrying.ts';
import { awsCall } from '../runtime/time-budgets.ts';
import { isTransient } from './transient.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import type { FeedingQueue, OutgoingMessage, Queue } from '../messages/queue.ts';

/** SQS's limit of messages in one SendMessageBatch. */
export const sendBatchLimit = 10;
/** The most batches in flight. */
export const sendBatchWidth = 50;

const toEntry = (
  { body, delaySeconds, tenant }: OutgoingMessage,
  index: number,
): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: JSON.stringify(body),
  ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
  ...(tenant !== undefined && { MessageGroupId: tenant }),
});

/**
 * The queue ports over SQS. A batch is sent again here and nowhere else: all of it if SQS did not answer, otherwise the
 * messages that an answer with status 200 does not confirm.
 */
export function sqsQueue(
  queueUrl: string,
  client = withoutUnusedMiddleware(new SQSClient(awsClientOptions(1))),
  pause = systemPause,
): Queue & FeedingQueue {
  const sendBatch = async (batch: readonly OutgoingMessage[]): Promise<void> => {
    let entries = batch.map(toEntry);
    const policy = {
      attempts: awsCall.attempts,
      baseMilliseconds: awsCall.pauseMilliseconds,
      isRetryable: (error: unknown) => error instanceof Unavailable,
      pause,
    };
    await retrying(policy, async () => {
      const sent = await sendOnce(entries);
      entries = entries.filter((entry) => !sent.has(entry.Id));
      if (entries.length > 0) throw new Unavailable(`SQS did not accept ${entries.length} messages.`);
    });
  };

  /** The ids of the messages that SQS accepted. */
  const sendOnce = async (entries: SendMessageBatchRequestEntry[]): Promise<Set<string | undefined>> => {
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries });
    const answer = await translated(() => client.send(command));
    return new Set(answer.Successful?.map(({ Id }) => Id));
  };

  return {
    async send(messages) {
      await mapConcurrently(inChunks(messages, sendBatchLimit), sendBatchWidth, sendBatch);
    },

    async postpone(messages) {
      const Entries = messages.map(({ receiptHandle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
      const answer = await translated(() => client.send(command));
      const failed = messages.length - (answer.Successful?.length ?? 0);
      if (failed > 0) throw new Unavailable(`SQS did not postpone ${failed} messages.`);
    },
  };
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isTransient(error)) throw new Unavailable('SQS did not answer.', { cause: error });
    throw error;
  }
}
