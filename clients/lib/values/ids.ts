import { GroupId, Nic } from '../../../shared/domain/identifiers.ts';
import { inPlainCharacters, refused, understood, type Reading } from './reading.ts';

export type NicProblem = 'empty' | 'not-a-nic';
export type GroupIdProblem = 'empty' | 'not-a-group-id';

/** Reads a nic in any case, with blanks around it: ` AB12345-OVH ` is `ab12345-ovh`. */
export function readNic(given: string): Reading<Nic, NicProblem> {
  const text = inPlainCharacters(given).toLowerCase();
  if (text === '') return refused('empty');
  const nic = Nic.safeParse(text);
  return nic.success ? understood(nic.data, given) : refused('not-a-nic');
}

/** Reads the id of a group in any case, with blanks around it: ` AB12345-OVH-1 ` is `ab12345-ovh-1`. */
export function readGroupId(given: string): Reading<GroupId, GroupIdProblem> {
  const text = inPlainCharacters(given).toLowerCase();
  if (text === '') return refused('empty');
  const groupId = GroupId.safeParse(text);
  return groupId.success ? understood(groupId.data, given) : refused('not-a-group-id');
}
