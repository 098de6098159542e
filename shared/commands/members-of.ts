import type { ContactChange } from '../domain/contact-change.ts';
import type { MemberPage, MemberPageOptions } from '../store/members.ts';
import type { Capabilities } from './capabilities.ts';

/** The possible members of a change: a page of its group's services, or its one service. */
export async function membersOf(
  { members, services }: Pick<Capabilities, 'members' | 'services'>,
  { groupId, serviceId }: Pick<ContactChange, 'groupId' | 'serviceId'>,
  options: MemberPageOptions,
): Promise<MemberPage> {
  if (serviceId === undefined) return members.page(groupId, options);
  const service = options.after === undefined ? await services.find(serviceId) : undefined;
  return { candidates: service?.groupId === groupId ? [service] : [] };
}
