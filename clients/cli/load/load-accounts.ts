import { operations } from '../../../shared/http/contract/operations.ts';
import type { AnswerOf } from '../../lib/api/call.ts';
import type { Client } from '../../lib/api/client.ts';
import type { AccountRow } from '../files/tables.ts';
import type { Loading, LoadOutcome } from './load-table.ts';
import { refusalOf, unlessNotFound } from '../files/refusal.ts';
import type { Rehearsal } from './rehearsal.ts';

/**
 * Creates accounts, and updates those that differ. What a row leaves out stays as it is.
 *
 * @param rehearsal of a dry run: nothing is written
 */
export function accountLoading(client: Client, rehearsal?: Rehearsal): Loading<AccountRow> {
  async function loadAccount({ nic, ...account }: AccountRow): Promise<LoadOutcome> {
    try {
      const params = { nic };
      const known = await unlessNotFound(client.call(operations.getAccount, { params }));
      if (known !== undefined && isAsKnown(account, known)) return { state: 'same' };
      rehearsal?.accounts.set(nic, account.status);
      if (rehearsal === undefined) await client.call(operations.putAccount, { params, body: account });
      return { state: known === undefined ? 'new' : 'changed' };
    } catch (error) {
      return refusalOf(error);
    }
  }
  return {
    idOf: ({ nic }) => nic,
    nameOf: ({ nic }) => nic,
    size: 1,
    load: (batch) => Promise.all(batch.map(loadAccount)),
  };
}

function isAsKnown(given: Omit<AccountRow, 'nic'>, known: AnswerOf<typeof operations.getAccount>): boolean {
  const before = new Map<string, unknown>(Object.entries(known));
  return Object.entries(given).every(([name, value]) => value === undefined || value === before.get(name));
}
