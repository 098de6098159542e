import { roles } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import type { Client } from '../../lib/api/client.ts';
import type { GroupRow } from '../files/tables.ts';
import type { Loading, LoadOutcome } from './load-table.ts';
import { refusalOf, unlessNotFound } from '../files/refusal.ts';
import type { Rehearsal } from './rehearsal.ts';

/**
 * Creates groups with their first contacts, and updates descriptions. A group whose contacts have changed since is the
 * same: contacts change by contact changes.
 *
 * @param rehearsal of a dry run: nothing is written
 */
export function groupLoading(client: Client, rehearsal?: Rehearsal): Loading<GroupRow> {
  async function loadGroup({ groupId, description, ...contacts }: GroupRow): Promise<LoadOutcome> {
    try {
      const params = { groupId };
      const known = await unlessNotFound(client.call(operations.getGroup, { params }));
      if (known !== undefined) return await updateGroup(known, description, contacts);
      if (rehearsal !== undefined) return await rehearseGroup(groupId, contacts, rehearsal);
      await client.call(operations.putGroup, { params, body: { description, contacts } });
      return { state: 'new' };
    } catch (error) {
      return refusalOf(error);
    }
  }

  async function updateGroup(
    known: GroupAnswer,
    description: string | undefined,
    contacts: Contacts,
  ): Promise<LoadOutcome> {
    const detail = roles
      .filter((role) => known.contacts[role] !== contacts[role])
      .map((role) => `Its ${role} contact has changed since and stays: ${known.contacts[role]}.`)
      .join(' ');
    if (description === undefined || description === known.description) return { state: 'same', detail };
    if (rehearsal === undefined)
      await client.call(operations.putGroup, { params: { groupId: known.groupId }, body: { description } });
    return { state: 'changed', detail };
  }

  /** A new group needs contacts with open accounts. */
  async function rehearseGroup(groupId: string, contacts: Contacts, seen: Rehearsal): Promise<LoadOutcome> {
    for (const nic of new Set(Object.values(contacts))) {
      const status =
        seen.accounts.get(nic) ??
        (await unlessNotFound(client.call(operations.getAccount, { params: { nic } })))?.status;
      if (status === undefined)
        return { state: 'refused', code: 'recipient-unknown', detail: `${nic} has no account.` };
      if (status === 'closed')
        return { state: 'refused', code: 'recipient-closed', detail: `The account of ${nic} is closed.` };
    }
    seen.groups.add(groupId);
    return { state: 'new' };
  }

  return {
    idOf: ({ groupId }) => groupId,
    nameOf: ({ groupId }) => groupId,
    size: 1,
    load: (batch) => Promise.all(batch.map(loadGroup)),
  };
}

type Contacts = Pick<GroupRow, (typeof roles)[number]>;
