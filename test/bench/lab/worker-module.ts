import * as z from 'zod';
import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Context, SQSEvent } from 'aws-lambda';

type Handler = (event: SQSEvent, context: Context) => Promise<{ readonly batchItemFailures: unknown[] }>;
type SendUpdate = (input: UpdateItemCommandInput) => Promise<unknown>;

/** The module of a worker's bundle. */
export const WorkerModule = z.object({
  handler: z.custom<Handler>((handler) => typeof handler === 'function'),
});

/** The module of the bundled `bare-updates.ts`. */
export const BareUpdates = z.object({
  sendUpdate: z.custom<SendUpdate>((send) => typeof send === 'function'),
});
