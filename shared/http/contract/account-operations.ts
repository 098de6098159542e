import * as z from 'zod';
import { Account, Language } from '../../domain/account.ts';
import { Nic } from '../../domain/identifiers.ts';
import { noBody, none, pageQuery, type Operation } from './operation.ts';
import { AccountAnswer } from './shapes.ts';
import { AccountEmail, AccountName, listOf, Prefix } from './values.ts';

const clears = 'Left out, it stays as it is; null clears it.';

/** An account without its nic, which is in the path. */
const AccountBody = z
  .strictObject({
    voipValidated: Account.shape.voipValidated,
    balanceCents: Account.shape.balanceCents,
    status: Account.shape.status,
    name: AccountName.nullish().meta({ description: `The name of the person or department. ${clears}` }),
    email: AccountEmail.nullish().meta({ description: `The address that mail goes to. ${clears}` }),
    language: Language.nullish().meta({ description: `Default: French. ${clears}` }),
  })
  .meta({ id: 'AccountBody', description: 'An account without its nic.' });

/** Operations on accounts. */
export const accountOperations = {
  putAccount: {
    operationId: 'putAccount',
    method: 'PUT',
    path: '/accounts/{nic}',
    summary: 'Creates or updates the account of a nic',
    description:
      'What the service has to know of a nic before it may become a contact. Systems of the operator keep it current.',
    access: 'operator',
    refusals: [],
    params: z.strictObject({ nic: Nic }),
    query: none,
    body: AccountBody,
    status: 200,
    answer: AccountAnswer,
  },
  getAccount: {
    operationId: 'getAccount',
    method: 'GET',
    path: '/accounts/{nic}',
    summary: 'The account of a nic',
    description: 'What the service knows of a nic.',
    access: 'operator',
    refusals: ['not-found'],
    params: z.strictObject({ nic: Nic }),
    query: none,
    body: noBody,
    status: 200,
    answer: AccountAnswer,
  },
  listAccounts: {
    operationId: 'listAccounts',
    method: 'GET',
    path: '/accounts',
    summary: 'The accounts whose nic begins so, by nic',
    description: 'What the service knows of nics.',
    access: 'operator',
    refusals: [],
    params: none,
    query: z.strictObject({ ...pageQuery, prefix: Prefix }),
    body: noBody,
    status: 200,
    answer: listOf(AccountAnswer),
  },
} as const satisfies Record<string, Operation>;
