import * as z from 'zod';
import { Account, Language } from '../../domain/account.ts';
import { Nic } from '../../domain/identifiers.ts';
import { noBody, none, pageLimit, pageQuery, type Operation } from './operation.ts';
import { ReassignmentAnswer } from './reassignment-shapes.ts';
import { AccountAnswer, ContactChangeAnswer } from './shapes.ts';
import { AccountEmail, listOf, Time } from './values.ts';

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

const { name, email } = AccountAnswer.shape;
const waitingCount = z.int().nonnegative().max(pageLimit);

const OwnAccount = z
  .strictObject({
    voipValidated: Account.shape.voipValidated.meta({
      description: 'Whether the nic has completed the VoIP validation procedure.',
    }),
    standing: z.enum(['good', 'in-debt']).meta({
      description: '`in-debt` if the balance is below zero. The balance itself is not told.',
    }),
    status: Account.shape.status.meta({ description: 'A closed account takes no role.' }),
    name: name.meta({ description: 'The name of the person or department.' }),
    email: email.meta({ description: 'The address that mail goes to.' }),
    language: Language.optional().meta({ description: 'The language of that mail. Default: French.' }),
  })
  .meta({ id: 'OwnAccount', description: 'What the service knows of the caller.' });

const Waiting = z
  .strictObject({
    contactChanges: waitingCount.meta({ description: 'How many changes, counted up to 100.' }),
    reassignments: waitingCount.meta({ description: 'How many reassignments, counted up to 100.' }),
  })
  .meta({ id: 'Waiting', description: "What waits for the caller's decision." });

const MeAnswer = z
  .strictObject({
    nic: Nic.meta({ description: 'The nic of the token.' }),
    isOperator: z.boolean().meta({ description: 'Whether the token is that of an operator.' }),
    account: OwnAccount.nullable().meta({ description: 'Null if the nic has no account.' }),
    waiting: Waiting,
  })
  .meta({ id: 'Me', description: 'The caller, as the service sees it.' });
export type MeAnswer = z.infer<typeof MeAnswer>;

const clears = 'Left out, it stays as it is; null clears it.';

const MeBody = z
  .strictObject({
    email: AccountEmail.nullish().meta({ description: `The address that mail goes to. ${clears}` }),
    language: Language.nullish().meta({ description: `The language of that mail. ${clears}` }),
  })
  .meta({ id: 'MeBody', description: 'What a nic may change of its own account.' });

/** Operations about the caller itself. */
export const meOperations = {
  getMe: {
    operationId: 'getMe',
    method: 'GET',
    path: '/me',
    summary: 'The caller: its account, and how much waits for its decision',
    description:
      'What waits is counted up to 100 of each kind, among the first thousand entries of the inbox.',
    access: 'caller',
    refusals: [],
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: MeAnswer,
  },
  putMe: {
    operationId: 'putMe',
    method: 'PUT',
    path: '/me',
    summary: "Changes the address and the language that the caller's mail is sent in",
    description:
      'What is left out stays as it is. An address that is given up is mailed so. Everything else of an ' +
      'account is kept by systems of the operator.',
    access: 'caller',
    refusals: ['not-found'],
    params: none,
    query: none,
    body: MeBody,
    status: 200,
    answer: MeAnswer,
  },
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
