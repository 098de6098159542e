import { maySeeGroup } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { toGroup } from '../../../shared/http/representations.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';

export const listGroups =
  ({ groups }: { groups: GroupStore }): Respond<typeof operations.listGroups> =>
  async ({ caller, query: { limit, cursor, role } }) => {
    const scope = listScope('groups', caller.nic, role);
    const after = positionOf(scope, cursor);
    const { groupIds, more } = await groups.heldBy(caller.nic, {
      roles: role && [role],
      after,
      limit,
    });
    const found = await groups.findMany(groupIds);
    const items = found
      .filter(({ group }) => maySeeGroup(caller, group))
      .map((group) => toGroup(group, caller));
    return { body: { items, nextCursor: nextCursor(scope, more ? groupIds.at(-1) : undefined) } };
  };
