import {
  isCandidatePlace,
  reassignmentCandidates,
} from '../../../shared/commands/reassignment-candidates.ts';
import { maySeeGroup, maySeeService, type Caller } from '../../../shared/domain/caller.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { TargetName } from '../../../shared/domain/reassignment-target.ts';
import { roles, rolesHeld } from '../../../shared/domain/roles.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { ContactRolesAnswer } from '../../../shared/http/contract/shapes.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

/** Services, then groups. Each look is bounded, and a page may be short although more follow. */
const lookLimit = 2;

type ListCapabilities = Pick<Capabilities, 'groups' | 'services'>;

export const listContactRoles =
  (capabilities: ListCapabilities): Respond<typeof operations.listContactRoles> =>
  async ({ caller, params: { nic }, query: { limit, cursor } }) => {
    const scope = listScope('contact-roles', caller.nic, nic);
    // Where a nic holds a role it sees the group or the service, so of itself it sees all.
    const isByOperator = caller.isOperator || caller.nic === nic;
    const wanted = { from: nic, roles: [...roles], requestedBy: caller.nic, isByOperator };
    const items: ContactRolesAnswer[] = [];
    let place = positionOf(scope, cursor, isCandidatePlace);
    for (let look = 0; look < lookLimit && items.length < limit; look++) {
      const options = { after: place, limit: limit - items.length, isPlaceShown: true };
      const { candidates, next } = await reassignmentCandidates(capabilities, wanted, options);
      items.push(...(await rolesAt(capabilities, caller, nic, candidates)));
      place = next;
      if (next === undefined) break;
    }
    return { body: { items, nextCursor: nextCursor(scope, place) } };
  };

/** The roles that the rows show now: an index may be ahead of them or behind. */
async function rolesAt(
  { groups, services }: ListCapabilities,
  caller: Caller,
  nic: Nic,
  candidates: readonly TargetName[],
): Promise<ContactRolesAnswer[]> {
  const [found, rows] = await Promise.all([
    groups.findMany([...new Set(candidates.map(({ groupId }) => groupId))]),
    services.findMany(candidates.flatMap(({ serviceId }) => serviceId ?? [])),
  ]);
  const byId = new Map(found.map(({ group }) => [group.groupId, group]));
  return candidates.flatMap(({ groupId, serviceId }): ContactRolesAnswer[] => {
    const group = byId.get(groupId);
    if (group === undefined) return [];
    if (serviceId === undefined) {
      const held = rolesHeld(group.contacts, nic);
      return held.length > 0 && maySeeGroup(caller, group) ? [{ groupId, roles: held }] : [];
    }
    const service = rows.get(serviceId);
    if (service?.groupId !== groupId || !maySeeService(caller, service, group)) return [];
    const isHeld = service.ownTechnicalContact === true && service.contacts.technical === nic;
    return isHeld ? [{ groupId, serviceId, roles: ['technical'] }] : [];
  });
}
