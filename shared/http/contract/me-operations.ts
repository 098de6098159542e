import * as z from 'zod';
import { noBody, none, pageQuery, type Operation } from './operation.ts';
import { ReassignmentAnswer } from './reassignment-shapes.ts';
import { ContactChangeAnswer, listOf } from './shapes.ts';

const expiresAt = z.iso.datetime().meta({ description: 'From this time on, it can no longer be decided.' });

const InboxItem = z
  .union([
    z.strictObject({ kind: z.literal('contact-change'), expiresAt, contactChange: ContactChangeAnswer }),
    z.strictObject({ kind: z.literal('reassignment'), expiresAt, reassignment: ReassignmentAnswer }),
  ])
  .meta({ id: 'InboxItem' });
export type InboxItem = z.infer<typeof InboxItem>;

/** Operations about the caller itself. */
export const meOperations = {
  listInbox: {
    operationId: 'listInbox',
    method: 'GET',
    path: '/me/inbox',
    summary: "What waits for the caller's decision, the soonest to expire first",
    access: 'caller',
    params: none,
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(InboxItem),
  },
} as const satisfies Record<string, Operation>;
