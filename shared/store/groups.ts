import * as z from 'zod';
import { eligibilityOfFirstContacts, requirementsOf } from '../domain/account.ts';
import { Group, GroupTombstone, OpenRequest, type GroupWithRequests } from '../domain/group.ts';
import { GroupId, type Nic } from '../domain/identifiers.ts';
import { Role, roles } from '../domain/roles.ts';
import { accountCheck } from './accounts.ts';
import {
  contactPartition,
  groupKey,
  groupPartition,
  groupTombstoneKey,
  heldGroupKey,
  heldGroupPrefix,
  sortKeys,
  groupLockKey,
  groupLockPrefix,
  propagatingAttribute,
} from './keys.ts';
import { groupEntry } from './list-entries.ts';
import { rowParser } from './row-parser.ts';
import type { Item, Table } from './table.ts';
import { written } from './written.ts';

export interface GroupStore {
  find(groupId: GroupId): Promise<GroupWithRequests | undefined>;
  findMany(groupIds: readonly GroupId[]): Promise<GroupWithRequests[]>;
  findTombstone(groupId: GroupId): Promise<GroupTombstone | undefined>;
  /**
   * False if it exists or a contact is not eligible, or if the id has another tombstone than `before`.
   */
  create(group: Group, before?: GroupTombstone): Promise<boolean>;
  /** Sets the description, or clears it. False if the group was deleted. */
  describe(groupId: GroupId, description: string | undefined): Promise<boolean>;
  /**
   * The groups on which `nic` holds a role, by id. A page may be short although more follow, as its reads are bounded.
   */
  heldBy(nic: Nic, options: HeldByOptions): Promise<HeldGroups>;
  /** The subset of the groups on which `nic` holds one of the roles; default: any. */
  amongHeldBy(
    nic: Nic,
    groupIds: ReadonlySet<GroupId>,
    wanted?: readonly Role[],
  ): Promise<ReadonlySet<GroupId>>;
}

export interface HeldByOptions {
  readonly roles?: readonly Role[] | undefined;
  /** Of their ids. */
  readonly prefix?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface HeldGroups {
  readonly groupIds: readonly GroupId[];
  readonly next?: GroupId | undefined;
}

export const parseHeldGroup = rowParser(z.object({ groupId: GroupId, role: Role }));
const isGroup = (item: Item): boolean => item.sk === sortKeys.group;

/** Sorts after every role of the group and before the next group. */
const afterGroup = (groupId: string): string => `${heldGroupPrefix}${groupId}#~`;

const toStored = ({ propagating, ...group }: Group) => ({ ...group, [propagatingAttribute]: propagating });

export const parseGroupRow = rowParser(Group, { [propagatingAttribute]: 'propagating' });

export const parseGroupTombstone = rowParser(GroupTombstone);

export const parseOpenRequest = rowParser(OpenRequest);

/** The group and its locks, from the items of its partition. */
export function parseGroup(items: readonly Item[]): GroupWithRequests | undefined {
  const group = items.find(isGroup);
  if (group === undefined) return undefined;
  const openRequests = items.filter((item) => item.sk.startsWith(groupLockPrefix));
  return { group: parseGroupRow(group), openRequests: openRequests.map(parseOpenRequest) };
}

export const groupKeys = (groupId: GroupId) => [
  groupKey(groupId),
  ...roles.map((role) => groupLockKey(groupId, role)),
];

export const groupStore = (table: Table): GroupStore => ({
  async find(groupId) {
    return parseGroup(await table.getMany(groupKeys(groupId)));
  },

  async findMany(groupIds) {
    const items = await table.getMany(groupIds.flatMap(groupKeys));
    const byPartition = Map.groupBy(items, (item) => item.pk);
    return groupIds.flatMap((groupId) => parseGroup(byPartition.get(groupPartition(groupId)) ?? []) ?? []);
  },

  async findTombstone(groupId) {
    const [item] = await table.getMany([groupTombstoneKey(groupId)]);
    return item === undefined ? undefined : parseGroupTombstone(item);
  },

  create(group, before) {
    const { groupId, contacts } = group;
    return written(
      table.transact([
        {
          put: { ...groupKey(groupId), ...toStored(group), ...groupEntry(groupId) },
          when: [{ path: 'pk', is: 'absent' }],
        },
        {
          check: groupTombstoneKey(groupId),
          when: [
            before === undefined
              ? { path: 'pk', is: 'absent' }
              : { path: 'revision', equals: before.revision },
          ],
        },
        ...roles.map((role) => ({ put: { ...heldGroupKey(contacts[role], groupId, role), groupId, role } })),
        ...Array.from(
          Map.groupBy(roles, (role) => contacts[role]),
          ([nic, held]) => accountCheck(nic, requirementsOf(held, eligibilityOfFirstContacts)),
        ),
      ]),
    );
  },

  describe(groupId, description) {
    return written(
      table.update({
        update: groupKey(groupId),
        ...(description === undefined ? { remove: ['description'] } : { set: { description } }),
        when: [{ path: 'pk', is: 'present' }],
      }),
    );
  },

  async amongHeldBy(nic, groupIds, wanted = roles) {
    const keys = [...groupIds].flatMap((groupId) => wanted.map((role) => heldGroupKey(nic, groupId, role)));
    return new Set((await table.getMany(keys)).map((item) => parseHeldGroup(item).groupId));
  },

  async heldBy(nic, { roles: wanted, prefix = '', after, limit }) {
    const { items, more } = await table.query({
      pk: contactPartition(nic),
      prefix: heldGroupPrefix + prefix,
      ...(after !== undefined && { after: afterGroup(after) }),
      limit: roles.length * limit + 1,
    });
    const held = items.map(parseHeldGroup);
    // If more follow, rows of the last group may be unread, so it is left for the next page.
    const cut = more ? held.at(-1)?.groupId : undefined;
    const whole = held.filter(({ groupId }) => groupId !== cut);
    const found = new Set(
      whole.filter(({ role }) => wanted?.includes(role) !== false).map(({ groupId }) => groupId),
    );
    const groupIds = [...found].slice(0, limit);
    if (found.size > limit) return { groupIds, next: groupIds.at(-1) };
    return { groupIds, next: more ? whole.at(-1)?.groupId : undefined };
  },
});
