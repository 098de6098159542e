import type { Accounts } from '../domain/account.ts';
import { ContactChange, isSpreading } from '../domain/contact-change.ts';
import type { GroupWithRequests } from '../domain/group.ts';
import type { ChangeId, GroupId, Nic } from '../domain/identifiers.ts';
import { parseAccount } from './accounts.ts';
import {
  effectOperations,
  freeLockChecks,
  lockOperations,
  saveChange,
  unlockOperations,
} from './change-operations.ts';
import { groupKeys, parseGroup } from './groups.ts';
import { accountKey, changeKey, groupKey } from './keys.ts';
import type { Operation, Table } from './table.ts';
import { written } from './written.ts';

/** What a request for a change is judged by. */
export interface ChangeTarget extends GroupWithRequests {
  readonly accounts: Accounts;
}

/**
 * Contact changes. Every write is conditional on the version before it and answers whether it was made; false
 * means that something moved meanwhile and the caller is to read and judge again.
 */
export interface ChangeStore {
  find(changeId: ChangeId): Promise<ContactChange | undefined>;
  /** The group, its locks and the recipients' accounts in one read. */
  findTarget(groupId: GroupId, recipients: readonly Nic[]): Promise<ChangeTarget | undefined>;
  /** Records a new request: with its locks while it waits (R8), or with its whole effect if it need not (R11). */
  record(change: ContactChange, target: ChangeTarget, now: Date): Promise<boolean>;
  /** Records what a request became: still waiting, or effective with its whole effect and its locks freed. */
  settle(change: ContactChange, target: ChangeTarget, now: Date): Promise<boolean>;
  /** Records that a request ended without effect; its locks are freed. */
  end(change: ContactChange, now: Date): Promise<boolean>;
  /** Records how far an effective change has come, with what goes along with that. */
  proceed(change: ContactChange, now: Date, along?: readonly Operation[]): Promise<boolean>;
  /** Records that every member was read back; the group then knows nothing more of the change. */
  complete(change: ContactChange, removed: number, now: Date): Promise<boolean>;
}

export const changeStore = (table: Table): ChangeStore => ({
  async find(changeId) {
    const item = await table.get(changeKey(changeId));
    return item === undefined ? undefined : ContactChange.parse(item);
  },

  async findTarget(groupId, recipients) {
    const nics = [...new Set(recipients)];
    const items = await table.getMany([...groupKeys(groupId), ...nics.map(accountKey)]);
    const target = parseGroup(items);
    if (target === undefined) return undefined;
    const accounts = items.filter((item) => item.sk === 'ACCOUNT').map(parseAccount);
    return { ...target, accounts: new Map(accounts.map((account) => [account.nic, account])) };
  },

  record(change, target, now) {
    const along = isSpreading(change)
      ? [...freeLockChecks(change), ...effectOperations(change, target)]
      : lockOperations(change, target);
    return written(table.transact([saveChange(change, now), ...along]));
  },

  settle(change, target, now) {
    const along = isSpreading(change)
      ? [...unlockOperations(change), ...effectOperations(change, target)]
      : [];
    return written(table.transact([saveChange(change, now), ...along]));
  },

  end(change, now) {
    return written(table.transact([saveChange(change, now), ...unlockOperations(change)]));
  },

  proceed(change, now, along = []) {
    const save = saveChange(change, now);
    return written(along.length === 0 ? table.put(save) : table.transact([save, ...along]));
  },

  complete(change, removed, now) {
    const marker = `spreading.${change.changeId}`;
    return written(
      table.transact([
        saveChange(change, now),
        {
          update: groupKey(change.groupId),
          remove: [marker],
          when: [{ path: `${marker}.removed`, equals: removed }],
        },
      ]),
    );
  },
});
