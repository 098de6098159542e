import { maySeeGroup, visible } from '../../../shared/domain/caller.ts';
import { rolesHeld } from '../../../shared/domain/roles.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { given, listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { isServiceId } from '../../../shared/http/places.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listGroupServices =
  ({
    groups,
    members,
    services,
  }: Pick<Capabilities, 'groups' | 'members' | 'services'>): Respond<typeof operations.listGroupServices> =>
  async ({ caller, params: { groupId }, query }) => {
    const { limit, cursor, kind, inSync, contact, prefix } = query;
    const scope = listScope('services', groupId, kind, ...given({ inSync, contact, prefix }));
    const after = positionOf(scope, cursor, (place) => isServiceId(place) && place.startsWith(prefix ?? ''));
    const { group } = visible(await groups.find(groupId), (found) => maySeeGroup(caller, found.group));
    const { items, next } = await fillPage({
      read: (options) => members.page(groupId, { ...options, prefix }),
      pick: async (candidates) => {
        const wanted = candidates.filter((member) => kind === undefined || member.kind === kind);
        const found = await services.findMany(wanted.map((member) => member.serviceId));
        return wanted.flatMap(({ serviceId }) => {
          const service = found.get(serviceId);
          if (service?.groupId !== groupId) return [];
          if (contact !== undefined && rolesHeld(service.contacts, contact).length === 0) return [];
          const item = toService(service, group);
          return inSync === undefined || item.inSync === (inSync === 'true')
            ? { place: serviceId, item }
            : [];
        });
      },
      after,
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
