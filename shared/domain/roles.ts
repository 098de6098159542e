import * as z from 'zod';
import { Nic } from './identifiers.ts';
import { storedObject } from './stored.ts';

/** The roles in the order in which problems and consents name them. */
export const roles = ['administration', 'technical', 'billing'] as const;

export const Role = z.enum(roles).meta({ id: 'Role', description: 'What a contact is responsible for.' });
export type Role = z.infer<typeof Role>;

export const Contacts = storedObject({
  administration: Nic.meta({ description: 'Manages the group and its contacts.' }),
  technical: Nic.meta({ description: 'Configures the services.' }),
  billing: Nic.meta({ description: 'Is invoiced, and pays.' }),
});
export type Contacts = z.infer<typeof Contacts>;

/** A counter for each role: the group's revision at which that role was last written. */
export const RoleRevisions = storedObject({
  administration: z.int().nonnegative(),
  technical: z.int().nonnegative(),
  billing: z.int().nonnegative(),
});
export type RoleRevisions = z.infer<typeof RoleRevisions>;

/** A value for each role, in their order. */
export const forEachRole = <Value>(valueOf: (role: Role) => Value): Record<Role, Value> => ({
  administration: valueOf('administration'),
  technical: valueOf('technical'),
  billing: valueOf('billing'),
});

export const everyRoleAt = (revision: number): RoleRevisions => forEachRole(() => revision);

/** The roles that `nic` holds, in the order of `roles`. */
export const rolesHeld = (contacts: Contacts, nic: Nic): Role[] =>
  roles.filter((role) => contacts[role] === nic);

/** The same roles in the order of `roles`. */
export const inOrder = (some: readonly Role[]): Role[] => roles.filter((role) => some.includes(role));
