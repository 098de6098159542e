import { Nic } from '../../../shared/domain/identifiers.ts';
import { type Contacts, type Role, roles } from '../../../shared/domain/roles.ts';

/**
 * The departments between which the bench moves each role to and fro. Who administers a group is never who takes
 * another role of it, so that every change of one role waits for a recipient to accept.
 */
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

/**
 * The departments that a reassignment moves contacts between: of groups of many sizes, of several groups of one
 * service, and of one group of one service.
 */
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

/** What a group's contacts are to become: each of the roles goes to its other department. */
export const movedContacts = (held: Contacts, moving: readonly Role[]): Partial<Contacts> =>
  Object.fromEntries(
    moving.map((role) => [role, departments[role].find((nic) => nic !== held[role]) ?? held[role]]),
  );
