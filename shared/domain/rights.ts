import type { Group } from './group.ts';
import type { Nic } from './identifiers.ts';
import { rolesHeld, type Role } from './roles.ts';
import type { Service } from './service.ts';

/** The rights on a service, in the order of answers. */
export const rights = [
  'change-contacts',
  'change-offer',
  'add-option',
  'configure',
  'manage-billing',
  'download-statements',
  'view',
] as const;
export type Right = (typeof rights)[number];

/** The guide's "droits des différents contacts". Only the group's contact has `change-contacts`. */
const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  administration: ['change-offer', 'add-option', 'configure', 'view'],
  technical: ['configure', 'view'],
  billing: ['manage-billing', 'download-statements', 'view'],
};

/** Over all roles of `nic`. `change-contacts` follows the group's administration contact, who sees all its services. */
export function rightsOn(service: Service, group: Group, nic: Nic): Right[] {
  const held = new Set(rolesHeld(service.contacts, nic).flatMap((role) => rightsOfRole[role]));
  if (group.contacts.administration === nic) held.add('change-contacts');
  if (rolesHeld(group.contacts, nic).length > 0) held.add('view');
  return rights.filter((right) => held.has(right));
}
