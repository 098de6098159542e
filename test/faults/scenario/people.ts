import { GroupId, Nic, ServiceId } from '../../../shared/domain/identifiers.ts';

/** Departments with an account, who may hold any role. */
export const people = ['ad1-ovh', 'be2-ovh', 'cl3-ovh', 'da4-ovh', 'ev5-ovh'].map((name) => Nic.parse(name));

export const addressOf = (nic: Nic): string => `${nic}@example.com`;
/** What only the recipient of its request may read. */
export const nameOf = (nic: Nic): string => `Department ${nic.slice(0, 3)}`;

/** The nic with the operator scope. */
export const operator = Nic.parse('ev5-ovh');

/** The groups that a run may have, including those of reassignments. Most runs have only the first. */
export const groupIds = [1, 2, 3, 4].map((number) => GroupId.parse(`ab12345-ovh-${number}`));
export const groupId = GroupId.parse('ab12345-ovh-1');

/** The number of service ids reserved for each group. */
export const numbersOfGroup = 50;

export const serviceId = (number: number): ServiceId =>
  ServiceId.parse(`00339${String(72_100_000 + number)}`);
