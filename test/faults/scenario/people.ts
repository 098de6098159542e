import { GroupId, Nic, ServiceId } from '../../../shared/domain/identifiers.ts';

/** Departments with an account, who may hold any role. */
export const people = ['ad1-ovh', 'be2-ovh', 'cl3-ovh', 'da4-ovh', 'ev5-ovh'].map((name) => Nic.parse(name));

export const groupId = GroupId.parse('ab12345-ovh-1');

export const serviceId = (number: number): ServiceId =>
  ServiceId.parse(`00339${String(72_100_000 + number)}`);
