import * as z from 'zod';
import { MemberFailureCode, storedCode } from './codes.ts';
import type { Group } from './group.ts';
import { GroupId, ServiceId } from './identifiers.ts';
import { Contacts, everyRoleAt, roles, RoleRevisions } from './roles.ts';
import { storedObject } from './stored.ts';

/** A line, or a number that is an alias of one. */
export const ServiceKind = z
  .enum(['line', 'number'])
  .meta({ id: 'ServiceKind', description: 'A line, or a number that is an alias of one.' });
export type ServiceKind = z.infer<typeof ServiceKind>;

/** A join that the member system is still to be notified of. */
export const UntoldJoin = storedObject({
  revision: z.int().nonnegative(),
  contacts: Contacts,
  joinedAt: z.iso.datetime(),
  /** The last failure, after all attempts of a message. */
  failure: storedObject({
    code: storedCode(MemberFailureCode),
    detail: z.string(),
    answer: z.string().optional(),
    attempts: z.int().positive(),
    at: z.iso.datetime(),
  }).optional(),
});
export type UntoldJoin = z.infer<typeof UntoldJoin>;

/** A member of one group, with its three contacts. */
export const Service = storedObject({
  serviceId: ServiceId,
  kind: ServiceKind,
  groupId: GroupId,
  contacts: Contacts,
  /** The revision of each role's last change. It never decreases. */
  revisions: RoleRevisions,
  /** Per role, the last revision that was written although the member system already had a later one. */
  behind: RoleRevisions.partial(),
  /** Set while the technical contact comes from a change of this single service. */
  ownTechnicalContact: z.literal(true).optional(),
  /** The revision of the last change of this service alone that has a member system to notify first. */
  ownChangeRevision: z.int().positive().optional(),
  /** The group's revision when the service joined. The service is no member of changes up to it. */
  joinedRevision: z.int().nonnegative(),
  untold: UntoldJoin.optional(),
});
export type Service = z.infer<typeof Service>;

export const Member = z.object(Service.pick({ serviceId: true, kind: true, joinedRevision: true }).shape);
export type Member = z.infer<typeof Member>;

/** A service that joins a group takes its contacts and revision (R10), above every revision that it ever had. */
export const joinGroup = (
  group: Pick<Group, 'groupId' | 'contacts' | 'revision'>,
  serviceId: ServiceId,
  kind: ServiceKind,
): Service => ({
  serviceId,
  kind,
  groupId: group.groupId,
  contacts: group.contacts,
  revisions: everyRoleAt(group.revision),
  behind: {},
  joinedRevision: group.revision,
});

/** Whether the service took the last change of each of its roles: of its group, and of the service alone. */
export const isInSync = (service: Service, group: Group): boolean =>
  roles.every((role) => service.revisions[role] >= group.roleRevisions[role]) &&
  service.revisions.technical >= (service.ownChangeRevision ?? 0) &&
  !isStillToTakeItsOwn(service, group);

/** Whether a change of this service alone still propagates to it. Rows of older releases do not say so themselves. */
export const isStillToTakeItsOwn = (
  { serviceId, revisions }: Pick<Service, 'serviceId' | 'revisions'>,
  { propagating }: Pick<Group, 'propagating'>,
): boolean =>
  Object.values(propagating).some(
    (change) => change.serviceId === serviceId && revisions.technical < change.revision,
  );
