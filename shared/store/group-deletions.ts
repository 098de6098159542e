import { endOf, generationOf, type GroupWithRequests } from '../domain/group.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { requesterLostAdministration } from '../domain/contact-change.ts';
import { roles } from '../domain/roles.ts';
import { endUnread, leavePlace } from './change-writes.ts';
import { groupKeys, parseGroup } from './groups.ts';
import {
  groupKey,
  groupLockKey,
  groupPartition,
  groupTombstoneKey,
  heldGroupKey,
  scheduledPrefix,
} from './keys.ts';
import { parseScheduled } from './schedule.ts';
import type { Table, Write } from './table.ts';
import { written } from './written.ts';

export interface FoundGroup extends GroupWithRequests {
  /** Changes with a place in its schedule. They may have ended. */
  readonly scheduled: readonly ChangeId[];
}

export interface GroupDeletionStore {
  /** Reads the group and what may be in the way of its deletion. */
  find(groupId: GroupId): Promise<FoundGroup | undefined>;
  /**
   * Deletes a group without services, open requests and propagating changes, and its rows of who holds what. It
   * leaves a tombstone. False if any of that, or its contacts, changed since it was read.
   */
  remove(found: GroupWithRequests, now: Date): Promise<boolean>;
}

/** More places than a group has while nothing is open on it. */
const placeLimit = 100;

export const groupDeletionStore = (table: Table): GroupDeletionStore => ({
  async find(groupId) {
    const [items, places] = await Promise.all([
      table.getMany(groupKeys(groupId)),
      table.query({ pk: groupPartition(groupId), prefix: scheduledPrefix, limit: placeLimit }),
    ]);
    const found = parseGroup(items);
    return found && { ...found, scheduled: places.items.map((item) => parseScheduled(item).changeId) };
  },

  remove({ group, openRequests }, now) {
    const { groupId, contacts, revision, resumptions } = group;
    const ended = new Map(openRequests.map((lock) => [lock.changeId, lock]));
    return written(
      table.transact([
        {
          delete: groupKey(groupId),
          when: [
            { path: 'serviceCount', equals: 0 },
            { path: 'revision', equals: revision },
            { path: 'resumptions', equals: resumptions },
          ],
        },
        { put: { ...groupTombstoneKey(groupId), revision, generation: generationOf(group) } },
        ...roles.map((role) => ({ delete: heldGroupKey(contacts[role], groupId, role) })),
        ...roles.map((role) => {
          const lock = openRequests.find((one) => one.role === role);
          const key = groupLockKey(groupId, role);
          return lock === undefined
            ? ({ check: key, when: [{ path: 'pk', is: 'absent' }] } as const)
            : { delete: key, when: [{ path: 'changeId', equals: lock.changeId }] };
        }),
        ...[...ended.values()].flatMap((lock): Write[] => [
          endUnread(lock.changeId, endOf(lock, group, now) ?? 'rejected', requesterLostAdministration, now),
          ...leavePlace(groupId, lock),
        ]),
      ]),
    );
  },
});
