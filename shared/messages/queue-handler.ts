import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { Log } from '../runtime/log.ts';

export interface QueueWorker<Schema extends z.ZodType, Result> {
  readonly message: Schema;
  /** Does the work of one message; what it throws leaves that message alone for another attempt. */
  work(message: z.infer<Schema>): Promise<Result>;
  /** Told once a batch what became of the messages that were worked. */
  afterBatch?(done: readonly Done<z.infer<Schema>, Result>[]): Promise<void>;
  readonly log: Log;
}

export interface Done<Message, Result> {
  readonly message: Message;
  readonly result: Result;
}

/** The Lambda handler of a queue: each message by itself, side by side; the failed ones stay in the queue. */
export function queueHandler<Schema extends z.ZodType, Result>(worker: QueueWorker<Schema, Result>) {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const done: Done<z.infer<Schema>, Result>[] = [];
    const one = async (record: SQSRecord): Promise<void> => {
      try {
        const message = worker.message.parse(JSON.parse(record.body));
        done.push({ message, result: await worker.work(message) });
      } catch (error) {
        const { messageId, attributes, body } = record;
        worker.log.warn('A message failed.', {
          messageId,
          body,
          receives: attributes.ApproximateReceiveCount,
          error,
        });
        throw error;
      }
    };
    const processor = new BatchProcessor(EventType.SQS);
    const response = await processPartialResponse(event, one, processor, {
      context,
      throwOnFullBatchFailure: false,
    });
    await worker.afterBatch?.(done);
    return response;
  };
}
