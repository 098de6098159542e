import * as z from 'zod';
import { ChangeId, GroupId, Nic, ServiceId } from './identifiers.ts';
import { Contacts, everyRoleAt, Role, RoleRevisions, rolesHeld } from './roles.ts';
import { Slot } from './slot.ts';
import { storedObject } from './stored.ts';

const PropagatingMark = storedObject({
  revision: z.int().positive(),
  removed: z.int().nonnegative(),
  /** Of those: how many had an outcome by then. */
  removedApplied: z.int().nonnegative().default(0),
  removedSuperseded: z.int().nonnegative().default(0),
  removedFailed: z.int().nonnegative().default(0),
  /** How many members that had failed took it after all. */
  resolved: z.int().nonnegative().default(0),
  slot: Slot.optional(),
  isRetry: z.literal(true).optional(),
  /** Set if it propagates to this service alone. */
  serviceId: ServiceId.optional(),
  technical: Nic.optional(),
});
export type PropagatingMark = z.infer<typeof PropagatingMark>;

const AdministrationChange = storedObject({ revision: z.int().positive(), at: z.iso.datetime() });

/** Long enough to decide what ended a request first, even if due work is late. */
const administrationMemoryMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** A limit, so that repeated changes of administration cannot make the row too large. */
const administrationMemoryLimit = 100;

/** A billing group of services with its three contacts. */
export const Group = storedObject({
  groupId: GroupId,
  description: z.string().optional(),
  contacts: Contacts,
  /** Counts the effective changes, including those of single services. It orders them totally. */
  revision: z.int().nonnegative(),
  roleRevisions: RoleRevisions,
  serviceCount: z.int().nonnegative(),
  /** Counts the retries of ended changes, so that a concurrent deletion conflicts with one. */
  resumptions: z.int().nonnegative(),
  /** Only the recent ones, oldest first. */
  administrationChanges: z.array(AdministrationChange),
  /** The propagating changes, so that a deleted member is subtracted from each (R11). */
  propagating: z.record(ChangeId, PropagatingMark),
});
export type Group = z.infer<typeof Group>;

/** The lock of R8: the only open request for a role of a group, or for a single service. */
export const OpenRequest = storedObject({
  role: Role,
  changeId: ChangeId,
  requestedBy: Nic,
  administrationRevision: z.int().nonnegative(),
  expiresAt: z.iso.datetime().optional(),
  /** While it is scheduled: the sort key of its place in its group's schedule. Older locks have none. */
  place: z.string().optional(),
});
export type OpenRequest = z.infer<typeof OpenRequest>;

export interface RequestTerms {
  readonly administrationRevision: number;
  readonly expiresAt?: string | undefined;
}

/** What ended a request, if anything: lost administration, even if it came back (R5), or expiry (R7). */
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

export interface GroupWithRequests {
  readonly group: Group;
  readonly openRequests: readonly OpenRequest[];
}

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

export const isContactOf = (group: Group, nic: Nic): boolean => rolesHeld(group.contacts, nic).length > 0;
