import type * as z from 'zod';
import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import { eligibilityOfFirstContacts, ineligibilities } from '../../../shared/domain/account.ts';
import { newGroup, type GroupWithRequests } from '../../../shared/domain/group.ts';
import type { GroupId } from '../../../shared/domain/identifiers.ts';
import { Refusal, refuseIfAny } from '../../../shared/domain/refusal.ts';
import { Contacts, roles } from '../../../shared/domain/roles.ts';
import { BadRequest } from '../../../shared/http/bad-request.ts';
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
  ({ caller, params: { groupId }, body }) =>
    retryOnConflict(async () => {
      const found = await groups.find(groupId);
      const saved =
        found === undefined
          ? await create({ groups, accounts }, groupId, body)
          : await update({ groups }, found, body);
      return saved && { body: toGroup(saved, caller, clock.now()) };
    });

type Body = z.infer<typeof operations.putGroup.body>;

async function create(
  { groups, accounts }: Pick<Capabilities, 'groups' | 'accounts'>,
  groupId: GroupId,
  { contacts: given = {}, description }: Body,
): Promise<GroupWithRequests | undefined> {
  const { data: contacts } = Contacts.safeParse(given);
  if (contacts === undefined) {
    const detail = 'There is no such group. A new one needs all three contacts.';
    throw new BadRequest({ code: 'validation-failed', pointer: '/contacts', detail });
  }
  const known = await accounts.findMany(roles.map((role) => contacts[role]));
  refuseIfAny(
    roles.flatMap((role) => ineligibilities(role, contacts[role], known, eligibilityOfFirstContacts)),
  );
  const before = await groups.findTombstone(groupId);
  const group = newGroup(groupId, contacts, description ?? undefined, before);
  return (await groups.create(group, before)) ? { group, openRequests: [] } : undefined;
}

/** What is left out stays as it is. */
async function update(
  { groups }: Pick<Capabilities, 'groups'>,
  found: GroupWithRequests,
  { contacts = {}, description = found.group.description }: Body,
): Promise<GroupWithRequests | undefined> {
  if (roles.some((role) => (contacts[role] ?? found.group.contacts[role]) !== found.group.contacts[role])) {
    const detail = 'The group exists with different contacts. Request a contact change to change them.';
    throw new Refusal({ code: 'state-conflict', pointer: '/contacts', state: 'existing', detail });
  }
  const described = { ...found.group, description: description ?? undefined };
  const isDone =
    described.description === found.group.description ||
    (await groups.describe(described.groupId, described.description));
  return isDone ? { ...found, group: described } : undefined;
}
