import type { Group } from '../../../shared/domain/group.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import { targetPlace } from '../../../shared/store/keys.ts';
import { comingTo } from './reassignment-rights.ts';
import type { TableView } from './table-view.ts';

/** The targets of a reassignment, read off groups and services, not off an index. Without those about to change. */
export function heldBy(reassignment: Reassignment, view: TableView): string[] {
  const { from, roles, groupIds } = reassignment;
  const places: string[] = [];
  for (const group of view.groups()) {
    const { groupId, contacts, roleRevisions } = group;
    if (groupIds?.includes(groupId) === false) continue;
    if (roles.some((role) => contacts[role] === from) && sees(reassignment, group))
      places.push(targetPlace({ groupId }));
    if (!roles.includes('technical')) continue;
    for (const { serviceId } of view.members(groupId)) {
      const service = view.service(serviceId);
      const isHeldAlone =
        service?.ownTechnicalContact === true &&
        service.contacts.technical === from &&
        service.revisions.technical >= roleRevisions.technical &&
        comingTo(service, group, view) === undefined &&
        sees(reassignment, group);
      if (isHeldAlone) places.push(targetPlace({ groupId, serviceId }));
    }
  }
  return places;
}

/** A nic that sees only a single service could not request its change. */
const sees = ({ isByOperator, requestedBy }: Reassignment, { contacts }: Group): boolean =>
  isByOperator || Object.values(contacts).includes(requestedBy);
