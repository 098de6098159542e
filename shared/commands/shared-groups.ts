import type { GroupId, Nic } from '../domain/identifiers.ts';
import type { Role } from '../domain/roles.ts';
import type { GroupStore, HeldGroups } from '../store/groups.ts';

/** Groups of each list that are looked at together. */
const width = 300;

export interface SharedGroupsOptions {
  /** The roles that the first one holds; the other may hold any. */
  readonly roles: readonly Role[];
  readonly after: GroupId | undefined;
  readonly limit: number;
}

/**
 * The groups on which `nic` holds one of the roles and `other` any, in the order of their ids. Both lists are read side by
 * side, no further than is needed: one who shares little or nothing with a nic of many groups costs little.
 */
export async function sharedGroups(
  groups: GroupStore,
  nic: Nic,
  other: Nic,
  { roles, after, limit }: SharedGroupsOptions,
): Promise<HeldGroups> {
  const shared: GroupId[] = [];
  let place = after;
  for (;;) {
    const [mine, theirs] = await Promise.all([
      groups.heldBy(nic, { roles, after: place, limit: width }),
      groups.heldBy(other, { after: place, limit: width }),
    ]);
    const known = new Set(theirs.groupIds);
    shared.push(...mine.groupIds.filter((groupId) => known.has(groupId)));
    const shown = shared.slice(0, limit);
    if (shared.length > limit) return { groupIds: shown, next: shown.at(-1) };
    place = nextPlace(mine, theirs);
    if (place === undefined) return { groupIds: shown };
  }
}

/** Where both lists are to be read on from: nowhere, if one of them has ended and the other is past its end. */
function nextPlace(a: HeldGroups, b: HeldGroups): GroupId | undefined {
  if (a.next === undefined || b.next === undefined) {
    const [ended, other] = a.next === undefined ? [a, b] : [b, a];
    const last = ended.groupIds.at(-1);
    return last !== undefined && other.next !== undefined && other.next < last ? other.next : undefined;
  }
  return a.next < b.next ? a.next : b.next;
}
