import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { deadlineIn } from '../runtime/deadline.ts';
import { closingMilliseconds, spareMilliseconds } from '../runtime/time-budgets.ts';
import { idsInParsed } from '../domain/ids-in.ts';
import type { Log } from '../runtime/log.ts';
import { withLogFields, type LogFields } from '../runtime/log-fields.ts';
import type { FeedingQueue, Postponed } from './queue.ts';

export interface QueueWorker<Schema extends z.ZodType<object>, Result> {
  readonly message: Schema;
  /** Handles one message. If it throws, only this message returns for another attempt. */
  work(message: z.infer<Schema>, delivery: Delivery): Promise<Result>;
  /** Called once per batch with the messages that succeeded, and with those that could be read but failed. */
  afterBatch?(
    done: readonly Done<z.infer<Schema>, Result>[],
    failed: readonly Failed<z.infer<Schema>>[],
  ): Promise<void>;
  /** The backoff of a failed message. Default: the queue's visibility timeout. */
  readonly again?: Again;
  readonly log: Log;
}

export interface Delivery {
  /** The first receive is 1. */
  readonly attempt: number;
}

export interface Again {
  readonly queue: FeedingQueue;
  /** Whole seconds. */
  pauseSeconds(attempt: number, error: unknown): number;
}

export interface Done<Message, Result> {
  readonly message: Message;
  readonly result: Result;
  readonly attempt: number;
}

export interface Failed<Message> {
  readonly message: Message;
  readonly error: unknown;
}

const loggedBodyLength = 500;

/**
 * The Lambda handler of a queue. It handles the messages of a batch concurrently; failed ones stay in the queue. A
 * message whose work takes too long fails alone: the handler ends in time for the others.
 */
export function queueHandler<Schema extends z.ZodType<object>, Result>(worker: QueueWorker<Schema, Result>) {
  const { log, again } = worker;
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const done: Done<z.infer<Schema>, Result>[] = [];
    const failed: Failed<z.infer<Schema>>[] = [];
    const postponed: Postponed[] = [];
    const remaining = (): number => context.getRemainingTimeInMillis() - spareMilliseconds;
    const deadline = deadlineIn(remaining() - closingMilliseconds);
    const succeeds = async ({ messageId, receiptHandle, attributes, body }: SQSRecord): Promise<boolean> => {
      const attempt = Number(attributes.ApproximateReceiveCount);
      let message: z.infer<Schema> | undefined;
      let fields: LogFields = { messageId, body: body.slice(0, loggedBodyLength) };
      try {
        const read = worker.message.parse(JSON.parse(body));
        message = read;
        fields = { messageId, ...idsInParsed(read) };
        const work = withLogFields(fields, () => worker.work(read, { attempt }));
        const result = await deadline.before(work);
        done.push({ message: read, result, attempt });
        return true;
      } catch (error) {
        log.warn('Processing a message failed.', { ...fields, attempt, error });
        if (message !== undefined) failed.push({ message, error });
        if (again !== undefined)
          postponed.push({ receiptHandle, seconds: again.pauseSeconds(attempt, error) });
        return false;
      }
    };
    const successes = await Promise.all(event.Records.map(succeeds));
    deadline.clear();
    const closing = deadlineIn(remaining());
    try {
      await closing.before(Promise.all([worker.afterBatch?.(done, failed), postpone(again, postponed, log)]));
    } catch (error) {
      // Neither may repeat messages that are done.
      log.warn('Could not count or postpone the messages of a batch.', { error });
    } finally {
      closing.clear();
    }
    const unsuccessful = event.Records.filter((_, index) => successes[index] === false);
    return { batchItemFailures: unsuccessful.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** If a message cannot be postponed, it returns after the queue's visibility timeout. */
async function postpone(again: Again | undefined, messages: readonly Postponed[], log: Log): Promise<void> {
  if (again === undefined || messages.length === 0) return;
  try {
    await again.queue.postpone(messages);
  } catch (error) {
    log.warn('Could not postpone failed messages; they return after the visibility timeout.', { error });
  }
}
