import { maySeeGroup, type Caller } from '../../../shared/domain/caller.ts';
import type { GroupId } from '../../../shared/domain/identifiers.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { ofEveryone } from '../../../shared/http/everyone.ts';
import { fillPage, type Candidates } from '../../../shared/http/fill-page.ts';
import { given, listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { isGroupId } from '../../../shared/http/places.ts';
import { toGroup } from '../../../shared/http/representations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import type { OperatorLists } from '../../../shared/store/operator-lists.ts';

export const listGroups =
  ({
    groups,
    operatorLists,
    clock,
  }: Pick<Capabilities, 'groups' | 'operatorLists' | 'clock'>): Respond<typeof operations.listGroups> =>
  async ({ caller, query: { limit, cursor, role, of, prefix } }) => {
    const { scope, read, isPlace } =
      of === 'everyone'
        ? everyones(operatorLists, ofEveryone(caller, ['prefix', prefix], { role }))
        : callers(groups, caller, { role, prefix });
    const { items, next } = await fillPage({
      read,
      pick: async (groupIds) =>
        (await groups.findMany(groupIds))
          .filter(({ group }) => maySeeGroup(caller, group))
          .map((found) => ({ place: found.group.groupId, item: toGroup(found, caller, clock.now()) })),
      after: positionOf(scope, cursor, isPlace),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };

interface List {
  readonly scope: string;
  readonly read: (options: { after: string | undefined; limit: number }) => Promise<Candidates<GroupId>>;
  readonly isPlace: (place: string) => boolean;
}

const everyones = (operatorLists: OperatorLists, prefix: string): List => ({
  scope: listScope('everyones-groups', prefix),
  async read(options) {
    const { candidates, next } = await operatorLists.groups(prefix, options);
    return { candidates: candidates.map(({ id }) => id), next };
  },
  isPlace: (place) => isGroupId(place) && place.startsWith(prefix),
});

interface Filters {
  readonly role: Role | undefined;
  readonly prefix: string | undefined;
}

const callers = (groups: GroupStore, { nic }: Caller, { role, prefix }: Filters): List => ({
  scope: listScope('groups', nic, role, ...given({ prefix })),
  async read(options) {
    const { groupIds, next } = await groups.heldBy(nic, { roles: role && [role], prefix, ...options });
    return { candidates: groupIds, next };
  },
  isPlace: (place) => isGroupId(place) && place.startsWith(prefix ?? ''),
});
