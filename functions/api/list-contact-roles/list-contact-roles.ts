import {
  contactRoleCandidates,
  isContactRolePlace,
  type ContactRoleCandidate,
} from '../../../shared/commands/contact-role-candidates.ts';
import { maySeeGroup, maySeeService, type Caller } from '../../../shared/domain/caller.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { rolesHeld, type Role } from '../../../shared/domain/roles.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ContactRolesAnswer } from '../../../shared/http/contract/shapes.ts';
import { fillPage, type Placed } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf, type SealedCursors } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

type ListCapabilities = Pick<Capabilities, 'groups' | 'services'>;

export const listContactRoles =
  (capabilities: SealedCursors & ListCapabilities): Respond<typeof operations.listContactRoles> =>
  async ({ caller, params: { nic }, query: { limit, cursor } }) => {
    const { sealedCursors } = capabilities;
    const scope = listScope('contact-roles', caller.nic, nic);
    const { items, next } = await fillPage({
      read: (options) => contactRoleCandidates(capabilities, caller, nic, options),
      pick: (candidates) => rolesAt(capabilities, caller, nic, candidates),
      after: positionOf(scope, cursor, isContactRolePlace, sealedCursors),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next, sealedCursors) } };
  };

/** The roles that the rows show now: an index may be ahead of them or behind. */
async function rolesAt(
  { groups, services }: ListCapabilities,
  caller: Caller,
  nic: Nic,
  candidates: readonly ContactRoleCandidate[],
): Promise<Placed<ContactRolesAnswer>[]> {
  const [found, rows] = await Promise.all([
    groups.findMany([...new Set(candidates.map(({ groupId }) => groupId))]),
    services.findMany(candidates.flatMap(({ serviceId }) => serviceId ?? [])),
  ]);
  const byId = new Map(found.map(({ group }) => [group.groupId, group]));
  return candidates.flatMap(({ place, groupId, serviceId }): Placed<ContactRolesAnswer>[] => {
    const group = byId.get(groupId);
    if (group === undefined) return [];
    const seesGroup = maySeeGroup(caller, group);
    if (serviceId === undefined) {
      const held = rolesHeld(group.contacts, nic);
      return held.length > 0 && seesGroup ? [{ place, item: { groupId, roles: held } }] : [];
    }
    const service = rows.get(serviceId);
    if (service?.groupId !== groupId || !maySeeService(caller, service, group)) return [];
    const held = seesGroup ? rolesOfItsOwn(service, nic) : rolesHeld(service.contacts, nic);
    return held.length > 0 ? [{ place, item: { groupId, serviceId, roles: held } }] : [];
  });
}

/** The role that the nic holds on the service and not by its group. */
const rolesOfItsOwn = ({ ownTechnicalContact, contacts }: Service, nic: Nic): Role[] =>
  ownTechnicalContact === true && contacts.technical === nic ? ['technical'] : [];
