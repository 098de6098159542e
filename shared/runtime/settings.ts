import * as z from 'zod';

/** Where the table is. */
export const TableSettings = z.object({ TABLE_NAME: z.string().min(3) });

/** Where steps of changes are asked for. */
export const ChangeQueueSettings = z.object({ CHANGE_QUEUE_URL: z.url() });

/** Where steps of reassignments are asked for. */
export const ReassignmentQueueSettings = z.object({ REASSIGNMENT_QUEUE_URL: z.url() });

/** Where messages to members go. */
export const MemberQueueSettings = z.object({ MEMBER_QUEUE_URL: z.url() });

/** Whether members' own systems are told of changes. */
export const NotifiesMembersSettings = z.object({ NOTIFIES_MEMBERS: z.stringbool() });

/** Under which name CloudWatch keeps the stack's own metrics. */
export const MetricsSettings = z.object({ METRICS_NAMESPACE: z.string().min(1) });

/** Which claim of a caller's token holds its nic. */
export const CallerSettings = z.object({ NIC_CLAIM: z.string().min(1) });

/** A function's settings from its environment. Throws when one is missing or wrong, before any event. */
export const readSettings = <Schema extends z.ZodType>(
  schema: Schema,
  environment = process.env,
): z.infer<Schema> => schema.parse(environment);
