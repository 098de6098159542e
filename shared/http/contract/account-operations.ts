import * as z from 'zod';
import { Account } from '../../domain/account.ts';
import { Nic } from '../../domain/identifiers.ts';
import { noBody, none, type Operation } from './operation.ts';
import { AccountAnswer } from './shapes.ts';

/** An account without its nic, which is in the path. */
const AccountBody = z.strictObject(Account.omit({ nic: true }).shape);

/** Operations on accounts. */
export const accountOperations = {
  putAccount: {
    operationId: 'putAccount',
    method: 'PUT',
    path: '/accounts/{nic}',
    summary: 'Creates or replaces the account of a nic',
    access: 'operator',
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
    access: 'operator',
    params: z.strictObject({ nic: Nic }),
    query: none,
    body: noBody,
    status: 200,
    answer: AccountAnswer,
  },
} as const satisfies Record<string, Operation>;
