import type { ContactChange } from '../domain/contact-change.ts';
import { deletedGroup, type Group } from '../domain/group.ts';
import type { Capabilities } from './capabilities.ts';

/** The change's group, or what stands for it once it was deleted. */
export async function groupOfChange(
  { groups }: Pick<Capabilities, 'groups'>,
  { groupId }: ContactChange,
): Promise<Group> {
  return (await groups.find(groupId))?.group ?? deletedGroup(groupId);
}
