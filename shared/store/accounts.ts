import { Account, type Accounts } from '../domain/account.ts';
import type { Nic } from '../domain/identifiers.ts';
import { accountKey } from './keys.ts';
import type { Table } from './table.ts';

/** What is known of client identifiers. */
export interface AccountStore {
  find(nic: Nic): Promise<Account | undefined>;
  findMany(nics: Iterable<Nic>): Promise<Accounts>;
  /** Creates the account or puts another in its place. */
  save(account: Account): Promise<void>;
}

/** The account as it is stored: its own attributes and the key. */
const StoredAccount = Account.loose().transform(({ nic, voipValidated, balanceCents, status }): Account => {
  return { nic, voipValidated, balanceCents, status };
});

export const parseAccount = (item: unknown): Account => StoredAccount.parse(item);

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
