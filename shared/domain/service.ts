import * as z from 'zod';
import type { Group } from './group.ts';
import { GroupId, ServiceId } from './identifiers.ts';
import { Contacts, everyRoleAt, roles, RoleRevisions } from './roles.ts';
import { storedObject } from './stored.ts';

/** A line, or a number that is an alias of one. */
export const ServiceKind = z.enum(['line', 'number']);
export type ServiceKind = z.infer<typeof ServiceKind>;

/** A member of one group with its own three contacts. */
export const Service = storedObject({
  serviceId: ServiceId,
  kind: ServiceKind,
  groupId: GroupId,
  contacts: Contacts,
  /** The revision at which each role was last taken; it never goes down. */
  revisions: RoleRevisions,
  /** The last revision at which each role was taken though the member's own system stood at a later one already. */
  behind: RoleRevisions.partial(),
  /** Set while the technical contact is one that was set on this service alone. */
  ownTechnicalContact: z.literal(true).optional(),
  /** The group's revision when the service joined: changes up to it are not the service's to take. */
  joinedRevision: z.int().nonnegative(),
});
export type Service = z.infer<typeof Service>;

/** A service as the group's list of members names it. */
export const Member = z.object(Service.pick({ serviceId: true, kind: true, joinedRevision: true }).shape);
export type Member = z.infer<typeof Member>;

/**
 * A service that joins a group takes the group's contacts and revision (R10). What was deleted elsewhere and comes
 * here joins at no lower revision than it had: to its own system, which knows it by its number alone, a revision
 * never goes down.
 */
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

/** Whether each role of the service has reached the group's last change of that role. */
export const isInSync = (service: Service, group: Group): boolean =>
  roles.every((role) => service.revisions[role] >= group.roleRevisions[role]);
