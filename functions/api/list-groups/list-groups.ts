import { maySeeGroup } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { toGroup } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listGroups =
  ({ groups, clock }: Pick<Capabilities, 'groups' | 'clock'>): Respond<typeof operations.listGroups> =>
  async ({ caller, query: { limit, cursor, role } }) => {
    const scope = listScope('groups', caller.nic, role);
    const { items, next } = await fillPage({
      read: async (options) => {
        const held = await groups.heldBy(caller.nic, { roles: role && [role], ...options });
        return { candidates: held.groupIds, next: held.next };
      },
      pick: async (groupIds) =>
        (await groups.findMany(groupIds))
          .filter(({ group }) => maySeeGroup(caller, group))
          .map((found) => ({ place: found.group.groupId, item: toGroup(found, caller, clock.now()) })),
      after: positionOf(scope, cursor),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
