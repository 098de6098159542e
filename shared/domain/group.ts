import * as z from 'zod';
import { ChangeId, erasedNic, GroupId, Nic, ServiceId } from './identifiers.ts';
import { Contacts, everyRoleAt, forEachRole, Role, RoleRevisions, rolesHeld } from './roles.ts';
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
  /** How many groups with this id were deleted before it. Groups from before deletions have none. */
  generation: z.int().positive().optional(),
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

/** What a deleted group leaves. A group that is made again under its id starts above the revision. */
export const GroupTombstone = storedObject({
  revision: z.int().nonnegative(),
  generation: z.int().nonnegative(),
});
export type GroupTombstone = z.infer<typeof GroupTombstone>;

/** @param before of the last deleted group with this id */
export const newGroup = (
  groupId: GroupId,
  contacts: Contacts,
  description?: string,
  before?: GroupTombstone,
): Group => ({
  groupId,
  description,
  contacts,
  revision: before === undefined ? 0 : before.revision + 1,
  roleRevisions: everyRoleAt(before === undefined ? 0 : before.revision + 1),
  ...(before !== undefined && { generation: before.generation + 1 }),
  serviceCount: 0,
  resumptions: 0,
  administrationChanges: [],
  propagating: {},
});

export const isContactOf = (group: Group, nic: Nic): boolean => rolesHeld(group.contacts, nic).length > 0;

interface OfGeneration {
  readonly generation?: number | undefined;
}

export const generationOf = ({ generation = 0 }: OfGeneration): number => generation;

/** Whether it was made on this group, and not on a deleted one with the same id. */
export const isOfSameGroup = (one: OfGeneration, group: OfGeneration): boolean =>
  generationOf(one) === generationOf(group);

/** Stands for a deleted group: nobody is a contact, and no change was made on it. */
export const deletedGroup = (groupId: GroupId): Group => {
  const nobody = forEachRole(() => erasedNic);
  const last = Number.MAX_SAFE_INTEGER - 1;
  return newGroup(groupId, nobody, undefined, { revision: last, generation: last });
};
