import * as z from 'zod';
import { ChangeId, GroupId, Nic, ServiceId } from './identifiers.ts';
import { Contacts, everyRoleAt, Role, RoleRevisions, rolesHeld } from './roles.ts';
import { storedObject } from './stored.ts';

/** A change that is still propagating. */
const PropagatingMark = storedObject({
  revision: z.int().positive(),
  /** How many of its members were deleted since. */
  removed: z.int().nonnegative(),
  /** Set when it propagates to this service alone, and whom it brings. */
  serviceId: ServiceId.optional(),
  technical: Nic.optional(),
});
export type PropagatingMark = z.infer<typeof PropagatingMark>;

/** When the administration changed hands, at which revision. */
const AdministrationChange = storedObject({ revision: z.int().positive(), at: z.iso.datetime() });

/** Changes of administration are kept for long enough to tell what ended a request first, late sweeps included. */
const administrationMemoryMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** How many are kept at the most, so that nobody can make the group's record grow by handing it to and fro. */
const administrationMemoryLimit = 100;

/** A billing group of services with its three contacts. */
export const Group = storedObject({
  groupId: GroupId,
  description: z.string().optional(),
  contacts: Contacts,
  /** Counts the effective changes, those of single services included: a total order. */
  revision: z.int().nonnegative(),
  /** The revision of the group's last change of each role. */
  roleRevisions: RoleRevisions,
  serviceCount: z.int().nonnegative(),
  /** Counts how often an ended change began to propagate again, so that a deletion under way takes note. */
  resumptions: z.int().nonnegative(),
  /** The recent ones, oldest first. */
  administrationChanges: z.array(AdministrationChange),
  /** The changes that members remain to take, so that a deleted member is counted out of each (R11). */
  propagating: z.record(ChangeId, PropagatingMark),
});
export type Group = z.infer<typeof Group>;

/** The lock of R8: the one unfinished request for a role of a group, or for a single service. */
export const OpenRequest = storedObject({
  role: Role,
  changeId: ChangeId,
  requestedBy: Nic,
  /** The revision of the group's administration role when it was taken. */
  administrationRevision: z.int().nonnegative(),
  /** While the request waits for consents: when it expires. */
  expiresAt: z.iso.datetime().optional(),
});
export type OpenRequest = z.infer<typeof OpenRequest>;

/** What decides whether a request is still good. */
export interface RequestTerms {
  /** The revision of the administration role when it was made. */
  readonly administrationRevision: number;
  /** While it waits for consents: when it expires. */
  readonly expiresAt?: string | undefined;
}

/**
 * What has ended a request, if something has: its requester lost the administration, also when that contact came back
 * (R5), or it expired (R7), whichever came first.
 */
export function endOf(
  { administrationRevision, expiresAt }: RequestTerms,
  { roleRevisions, administrationChanges }: Group,
  now: Date,
): 'rejected' | 'expired' | undefined {
  const expiry = expiresAt === undefined ? Infinity : Date.parse(expiresAt);
  if (administrationRevision === roleRevisions.administration)
    return now.getTime() >= expiry ? 'expired' : undefined;
  const lost = administrationChanges.find(({ revision }) => revision > administrationRevision);
  return lost !== undefined && expiry <= Date.parse(lost.at) ? 'expired' : 'rejected';
}

/** The recent changes of administration with one more. */
export const withAdministrationChange = (
  group: Group,
  revision: number,
  at: string,
): Group['administrationChanges'] => [
  ...group.administrationChanges
    .filter((one) => Date.parse(at) - Date.parse(one.at) < administrationMemoryMilliseconds)
    .slice(1 - administrationMemoryLimit),
  { revision, at },
];

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
  resumptions: 0,
  administrationChanges: [],
  propagating: {},
});

/** Whether `nic` holds any role on the group. */
export const isContactOf = (group: Group, nic: Nic): boolean => rolesHeld(group.contacts, nic).length > 0;
