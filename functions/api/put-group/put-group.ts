import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import { eligibilityOfFirstContacts, ineligibilities } from '../../../shared/domain/account.ts';
import { newGroup, type GroupWithRequests } from '../../../shared/domain/group.ts';
import type { GroupId } from '../../../shared/domain/identifiers.ts';
import { Refusal, refuseIfAny } from '../../../shared/domain/refusal.ts';
import { roles, type Contacts } from '../../../shared/domain/roles.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toGroup } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const putGroup =
  ({
    groups,
    accounts,
    clock,
  }: Pick<Capabilities, 'groups' | 'accounts' | 'clock'>): Respond<typeof operations.putGroup> =>
  ({ caller, params: { groupId }, body: { contacts, description } }) =>
    retryOnConflict(async () => {
      const found = await groups.find(groupId);
      const saved =
        found === undefined
          ? await create({ groups, accounts }, groupId, contacts, description)
          : await describe({ groups }, found, contacts, description);
      return saved && { body: toGroup(saved, caller, clock.now()) };
    });

async function create(
  { groups, accounts }: Pick<Capabilities, 'groups' | 'accounts'>,
  groupId: GroupId,
  contacts: Contacts,
  description: string | undefined,
): Promise<GroupWithRequests | undefined> {
  const known = await accounts.findMany(roles.map((role) => contacts[role]));
  refuseIfAny(
    roles.flatMap((role) => ineligibilities(role, contacts[role], known, eligibilityOfFirstContacts)),
  );
  const group = newGroup(groupId, contacts, description);
  return (await groups.create(group)) ? { group, openRequests: [] } : undefined;
}

async function describe(
  { groups }: Pick<Capabilities, 'groups'>,
  found: GroupWithRequests,
  contacts: Contacts,
  description: string | undefined,
): Promise<GroupWithRequests> {
  if (roles.some((role) => found.group.contacts[role] !== contacts[role])) {
    const detail = 'The group exists with different contacts. Request a contact change to change them.';
    throw new Refusal({ code: 'state-conflict', pointer: '/contacts', state: 'existing', detail });
  }
  if (found.group.description !== description) await groups.describe(found.group.groupId, description);
  return { ...found, group: { ...found.group, description } };
}
