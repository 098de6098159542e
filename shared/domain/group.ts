import * as z from 'zod';
import { ChangeId, GroupId, Nic } from './identifiers.ts';
import { Contacts, everyRoleAt, Role, RoleRevisions } from './roles.ts';

/** A change that is still spreading: its revision, and how many of its members were deleted since. */
const Spreading = z.strictObject({ revision: z.int().positive(), removed: z.int().nonnegative() });

/** A billing group of services with its three contacts. */
export const Group = z.object({
  groupId: GroupId,
  description: z.string().optional(),
  contacts: Contacts,
  /** Counts the effective changes, those of single services included: a total order. */
  revision: z.int().nonnegative(),
  /** The revision of the group's last change of each role. */
  roleRevisions: RoleRevisions,
  serviceCount: z.int().nonnegative(),
  /** The changes that members remain to take, so that a deleted member is counted out of each (R11). */
  spreading: z.record(ChangeId, Spreading),
});
export type Group = z.infer<typeof Group>;

/** The lock of R8: the one unfinished request for a role of a group, or for a single service. */
export const OpenRequest = z.object({
  role: Role,
  changeId: ChangeId,
  requestedBy: Nic,
  /** The revision of the group's administration role when it was taken. */
  administrationRevision: z.int().nonnegative(),
  /** While the request waits for consents: when it expires. */
  expiresAt: z.iso.datetime().optional(),
});
export type OpenRequest = z.infer<typeof OpenRequest>;

/** What became of the request that holds a lock, if the lock is void: another may take it over (R5, R7). */
export function voidAs(lock: OpenRequest, group: Group, now: Date): 'rejected' | 'expired' | undefined {
  if (lock.administrationRevision !== group.roleRevisions.administration) return 'rejected';
  return lock.expiresAt !== undefined && now.getTime() >= Date.parse(lock.expiresAt) ? 'expired' : undefined;
}

/** A group and the requests that hold its locks. */
export interface GroupWithRequests {
  readonly group: Group;
  readonly openRequests: readonly OpenRequest[];
}

/** A group at its first revision, without services. */
export const newGroup = (groupId: GroupId, contacts: Contacts, description?: string): Group => ({
  groupId,
  description,
  contacts,
  revision: 0,
  roleRevisions: everyRoleAt(0),
  serviceCount: 0,
  spreading: {},
});

/** Whether `nic` holds any role on the group. */
export const isContactOf = (group: Group, nic: Nic): boolean => Object.values(group.contacts).includes(nic);
