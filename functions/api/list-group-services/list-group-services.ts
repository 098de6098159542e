import { maySeeGroup, visible } from '../../../shared/domain/caller.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { toService } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listGroupServices =
  ({
    groups,
    members,
    services,
  }: Pick<Capabilities, 'groups' | 'members' | 'services'>): Respond<typeof operations.listGroupServices> =>
  async ({ caller, params: { groupId }, query: { limit, cursor, kind } }) => {
    const scope = listScope('services', groupId, kind);
    const after = positionOf(scope, cursor);
    const { group } = visible(await groups.find(groupId), (found) => maySeeGroup(caller, found.group));
    const { items, next } = await fillPage({
      read: (options) => members.page(groupId, options),
      pick: async (candidates) => {
        const wanted = candidates.filter((member) => kind === undefined || member.kind === kind);
        const found = await services.findMany(wanted.map((member) => member.serviceId));
        return wanted.flatMap(({ serviceId }) => {
          const service = found.get(serviceId);
          return service?.groupId === groupId ? { place: serviceId, item: toService(service, group) } : [];
        });
      },
      after,
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
