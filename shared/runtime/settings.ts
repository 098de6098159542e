import * as z from 'zod';

export const TableSettings = z.object({
  TABLE_NAME: z.string().min(3),
  /** For how many days what has ended is kept. Without it, for good. */
  RETENTION_DAYS: z.coerce.number<string>().int().positive().optional(),
});

export const ChangeQueueSettings = z.object({ CHANGE_QUEUE_URL: z.url() });

export const EventQueueSettings = z.object({ EVENT_QUEUE_URL: z.url() });

/** Absent if the deployment sends no mail. */
export const MailQueueSettings = z.object({ MAIL_QUEUE_URL: z.url().optional() });

/** The address that mail is sent from, and where its links lead. */
export const MailSettings = z.object({ MAIL_FROM: z.string().min(3), CONSOLE_URL: z.url() });

/** The bus that events are published to, and what they name as their source. */
export const EventBusSettings = z.object({
  EVENT_BUS_NAME: z.string().min(1),
  EVENT_SOURCE: z.string().min(1),
});

export const ReassignmentQueueSettings = z.object({ REASSIGNMENT_QUEUE_URL: z.url() });

export const MemberQueueSettings = z.object({ MEMBER_QUEUE_URL: z.url() });

export const NotifiesMembersSettings = z.object({ NOTIFIES_MEMBERS: z.stringbool() });

export const MetricsSettings = z.object({ METRICS_NAMESPACE: z.string().min(1) });

/** What callers do not know, so that sealed cursors tell them nothing. */
export const CursorSettings = z.object({ CURSOR_SECRET: z.string().min(16) });

/** How callers' tokens are read. */
export const CallerSettings = z.object({
  NIC_CLAIM: z.string().min(1),
  CONTACTS_SCOPE: z.string().min(1),
  OPERATOR_SCOPE: z.string().min(1),
  ROLES_AS_SCOPES: z.stringbool(),
});

/** Reads a function's settings from its environment. Throws at start-up if one is missing or invalid. */
export const readSettings = <Schema extends z.ZodType>(
  schema: Schema,
  environment = process.env,
): z.infer<Schema> => schema.parse(environment);
