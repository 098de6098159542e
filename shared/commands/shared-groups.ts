import type { GroupId, Nic } from '../domain/identifiers.ts';
import type { Role } from '../domain/roles.ts';
import type { GroupStore, HeldGroups } from '../store/groups.ts';

/** Groups read from each list at a time. */
const width = 300;

export interface SharedGroupsOptions {
  /** Of `nic`. `other` may hold any. */
  readonly roles: readonly Role[];
  readonly after: GroupId | undefined;
  readonly limit: number;
}

/** The groups on which `nic` holds one of the roles and `other` any, by id. Stops when either list ends. */
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

/** Undefined if one list has ended and the other is past that end. */
function nextPlace(a: HeldGroups, b: HeldGroups): GroupId | undefined {
  if (a.next === undefined || b.next === undefined) {
    const [ended, other] = a.next === undefined ? [a, b] : [b, a];
    const last = ended.groupIds.at(-1);
    return last !== undefined && other.next !== undefined && other.next < last ? other.next : undefined;
  }
  return a.next < b.next ? a.next : b.next;
}
