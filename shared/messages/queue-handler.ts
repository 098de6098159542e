import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { idsIn } from '../domain/ids-in.ts';
import type { Log } from '../runtime/log.ts';
import { withLogFields, type LogFields } from '../runtime/log-fields.ts';
import type { FeedingQueue, Postponed } from './queue.ts';

export interface QueueWorker<Schema extends z.ZodType, Result> {
  readonly message: Schema;
  /** Handles one message. If it throws, only this message returns for another attempt. */
  work(message: z.infer<Schema>, delivery: Delivery): Promise<Result>;
  afterBatch?(done: readonly Done<z.infer<Schema>, Result>[]): Promise<void>;
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

const loggedBodyLength = 500;

/** The Lambda handler of a queue. It handles the messages of a batch concurrently; failed ones stay in the queue. */
export function queueHandler<Schema extends z.ZodType, Result>(worker: QueueWorker<Schema, Result>) {
  const { log, again } = worker;
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const done: Done<z.infer<Schema>, Result>[] = [];
    const postponed: Postponed[] = [];
    const one = async ({ receiptHandle, attributes, body }: SQSRecord): Promise<void> => {
      const attempt = Number(attributes.ApproximateReceiveCount);
      let ids: LogFields | undefined;
      try {
        const message = worker.message.parse(JSON.parse(body));
        ids = idsIn(message);
        const result = await withLogFields(ids, () => worker.work(message, { attempt }));
        done.push({ message, result, attempt });
      } catch (error) {
        log.warn('Processing a message failed.', {
          ...(ids ?? { body: body.slice(0, loggedBodyLength) }),
          attempt,
          error,
        });
        if (again !== undefined)
          postponed.push({ receiptHandle, seconds: again.pauseSeconds(attempt, error) });
        throw error;
      }
    };
    const named = (record: SQSRecord): Promise<void> =>
      withLogFields({ messageId: record.messageId }, () => one(record));
    const processor = new BatchProcessor(EventType.SQS);
    const response = await processPartialResponse(event, named, processor, {
      context,
      throwOnFullBatchFailure: false,
    });
    await Promise.all([worker.afterBatch?.(done), postpone(again, postponed, log)]);
    return response;
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
