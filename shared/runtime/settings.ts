import * as z from 'zod';

/** Where the table is. */
export const TableSettings = z.object({ TABLE_NAME: z.string().min(3) });

/** Where steps of changes are asked for. */
export const ChangeQueueSettings = z.object({ CHANGE_QUEUE_URL: z.url() });

/** Where messages to members go. */
export const PropagationQueueSettings = z.object({ PROPAGATION_QUEUE_URL: z.url() });

/** Which claim of a caller's token holds its nic. */
export const CallerSettings = z.object({ NIC_CLAIM: z.string().min(1) });

/** A function's settings from its environment. Throws when one is missing or wrong, before any event. */
export const readSettings = <Schema extends z.ZodType>(
  schema: Schema,
  environment = process.env,
): z.infer<Schema> => schema.parse(environment);
