import {
  Account,
  accountWrites,
  type Accounts,
  type AccountUpdate,
  type OwnAccountUpdate,
  type Requirement,
} from '../domain/account.ts';
import type { Nic } from '../domain/identifiers.ts';
import { formerAddressWrites } from './former-addresses.ts';
import { accountKey } from './keys.ts';
import { accountEntry } from './list-entries.ts';
import { rowParser } from './row-parser.ts';
import type { Check, Condition, Table, Update } from './table.ts';
import { written } from './written.ts';

export interface AccountStore {
  find(nic: Nic): Promise<Account | undefined>;
  findMany(nics: Iterable<Nic>): Promise<Accounts>;
  /** Creates the account, or updates it: a detail that is left out stays, one that is null is cleared. */
  save(update: AccountUpdate): Promise<void>;
  /**
   * Of the account as it was read. An address that it gives up is told of that.
   * @returns false if it is another one by now
   */
  update(update: OwnAccountUpdate, known: Account, now: Date): Promise<boolean>;
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

  async save(update) {
    const { set, cleared } = accountWrites(update);
    const { nic } = update;
    await table.update({ update: accountKey(nic), set: { ...set, ...accountEntry(nic) }, remove: cleared });
  },

  async update(update, { nic, email }, now) {
    const { set, cleared } = accountWrites(update);
    const isGivenUp = email !== undefined && update.email !== undefined && update.email !== email;
    const told = isGivenUp ? await formerAddressWrites(table, nic, email, now) : [];
    const asRead: Condition =
      email === undefined ? { path: 'email', is: 'absent' } : { path: 'email', equals: email };
    const account: Update = {
      update: accountKey(nic),
      set,
      remove: cleared,
      when: [{ path: 'pk', is: 'present' }, asRead],
    };
    return written(told.length === 0 ? table.update(account) : table.transact([account, ...told]));
  },
});
