import type { Nic } from '../domain/identifiers.ts';
import type { Role } from '../domain/roles.ts';
import type { GroupStore, HeldGroups } from '../store/groups.ts';

export interface SharedGroupsOptions {
  /** Of `nic`. `other` may hold any. */
  readonly roles: readonly Role[];
  readonly after: string | undefined;
  /** The most groups of `other` that are looked at. */
  readonly limit: number;
}

/**
 * The groups on which `nic` holds one of the roles and `other` holds any, in the order of their ids. It looks at a page
 * of what `other` holds, so it may find none although more follow, and its place is a group of `other`.
 */
export async function sharedGroups(
  groups: Pick<GroupStore, 'heldBy' | 'amongHeldBy'>,
  nic: Nic,
  other: Nic,
  { roles, after, limit }: SharedGroupsOptions,
): Promise<HeldGroups> {
  const { groupIds, next } = await groups.heldBy(other, { after, limit });
  const held = await groups.amongHeldBy(nic, new Set(groupIds), roles);
  return { groupIds: groupIds.filter((groupId) => held.has(groupId)), next };
}
