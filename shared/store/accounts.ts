import { Account, type Accounts, type Requirement } from '../domain/account.ts';
import type { Nic } from '../domain/identifiers.ts';
import { accountKey } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Check, Table } from './table.ts';

export interface AccountStore {
  find(nic: Nic): Promise<Account | undefined>;
  findMany(nics: Iterable<Nic>): Promise<Accounts>;
  save(account: Account): Promise<void>;
}

export const parseAccount = rowParser(Account);

/** Fails the transaction unless the account exists and meets the requirements (R3). */
export const accountCheck = (nic: Nic, requirements: readonly Requirement[]): Check => ({
  check: accountKey(nic),
  when: [
    { path: 'pk', is: 'present' },
    ...requirements.map(({ attribute, must }) => ({ path: attribute, ...must })),
  ],
});

export const accountStore = (table: Table): AccountStore => ({
  async find(nic) {
    const item = await table.get(accountKey(nic));
    return item === undefined ? undefined : parseAccount(item);
  },

  async findMany(nics) {
    const items = await table.getMany([...new Set(nics)].map(accountKey));
    return new Map(items.map(parseAccount).map((account) => [account.nic, account]));
  },

  async save(account) {
    await table.put({ put: { ...accountKey(account.nic), ...account } });
  },
});
