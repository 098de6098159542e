import { Nic } from '../../../shared/domain/identifiers.ts';
import { type Contacts, type Role, roles } from '../../../shared/domain/roles.ts';

/** The administration contact of a group never takes another role, so that every change waits for a recipient. */
const departments = {
  administration: [Nic.parse('be10001-ovh'), Nic.parse('be10002-ovh')],
  technical: [Nic.parse('be10003-ovh'), Nic.parse('be10004-ovh')],
  billing: [Nic.parse('be10003-ovh'), Nic.parse('be10004-ovh')],
} as const satisfies Record<Role, readonly [Nic, Nic]>;

/** The contacts of a group as the bench makes it. */
export const firstContacts: Contacts = {
  administration: departments.administration[0],
  technical: departments.technical[0],
  billing: departments.billing[0],
};

/** A reassignment moves contacts between these: groups of many sizes, and groups of one service. */
export const reassignmentDepartments = {
  many: [Nic.parse('be10011-ovh'), Nic.parse('be10012-ovh')],
  single: [Nic.parse('be10013-ovh'), Nic.parse('be10014-ovh')],
  one: [Nic.parse('be10015-ovh'), Nic.parse('be10016-ovh')],
} as const;

/** Every nic that is a contact or becomes one. */
export const departmentNics: readonly Nic[] = [
  ...new Set(roles.flatMap((role) => departments[role])),
  ...Object.values(reassignmentDepartments).flat(),
];

/** Each of the roles moves to its other department. */
export const movedContacts = (held: Contacts, moving: readonly Role[]): Partial<Contacts> =>
  Object.fromEntries(
    moving.map((role) => [role, departments[role].find((nic) => nic !== held[role]) ?? held[role]]),
  );
