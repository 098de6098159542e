import * as z from 'zod';
import type { Context, SQSEvent } from 'aws-lambda';

type Handler = (event: SQSEvent, context: Context) => Promise<{ readonly batchItemFailures: unknown[] }>;

/** The module of a worker's bundle. */
export const WorkerModule = z.object({
  handler: z.custom<Handler>((handler) => typeof handler === 'function'),
});
