import * as z from 'zod';
import { noBody, none, pageQuery, type Operation } from './operation.ts';
import { ReassignmentAnswer } from './reassignment-shapes.ts';
import { ContactChangeAnswer } from './shapes.ts';
import { listOf, Time } from './values.ts';

const expiresAt = Time.meta({ description: 'From this time on, it can no longer be decided.' });

const kindOf = <Kind extends string>(kind: Kind) =>
  z.literal(kind).meta({ description: 'Names the other property.' });

const InboxItem = z
  .union([
    z
      .strictObject({ kind: kindOf('contact-change'), expiresAt, contactChange: ContactChangeAnswer })
      .meta({ id: 'WaitingChange', description: 'A contact change to decide on.' }),
    z
      .strictObject({ kind: kindOf('reassignment'), expiresAt, reassignment: ReassignmentAnswer })
      .meta({ id: 'WaitingReassignment', description: 'A reassignment to decide on.' }),
  ])
  .meta({ id: 'InboxItem', description: "What waits for the caller's decision." });
export type InboxItem = z.infer<typeof InboxItem>;

/** Operations about the caller itself. */
export const meOperations = {
  listInbox: {
    operationId: 'listInbox',
    method: 'GET',
    path: '/me/inbox',
    summary: "What waits for the caller's decision, the soonest to expire first",
    description: 'Changes and reassignments. What the caller has decided is not in it.',
    access: 'caller',
    refusals: [],
    params: none,
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(InboxItem),
  },
} as const satisfies Record<string, Operation>;
