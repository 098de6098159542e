import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts } from '../../shared/domain/roles.ts';
import { ada, ben, cleo, dan, eve } from '../support/world.ts';

export const everyone: readonly Nic[] = [ada, ben, cleo, dan, eve];

/** The groups, by number, and their first contacts. */
export const firstContacts: readonly Contacts[] = [
  { administration: ada, technical: cleo, billing: dan },
  { administration: ada, technical: ben, billing: ben },
  { administration: eve, technical: cleo, billing: ada },
];
export const groupNumbers = firstContacts.map((_contacts, number) => number);
export const groupIdOf = (number: number): GroupId => GroupId.parse(`ab12345-ovh-${number + 1}`);
export const groupIds = groupNumbers.map(groupIdOf);

export const serviceNumbers = [0, 1, 2, 3];
/** The services that are members from the beginning, and the group of each. */
export const firstMembers: readonly { readonly service: number; readonly group: number }[] = [
  { service: 0, group: 0 },
  { service: 1, group: 0 },
  { service: 2, group: 0 },
  { service: 3, group: 1 },
];
