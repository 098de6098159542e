import type { ContactChange } from '../domain/contact-change.ts';
import type { MemberPage, MemberPageOptions } from '../store/members.ts';
import type { Capabilities } from './capabilities.ts';

/** Whom the change may be for: a page of its group's members, or the one service that it is about. */
export async function membersOf(
  { members, services }: Pick<Capabilities, 'members' | 'services'>,
  { groupId, serviceId }: Pick<ContactChange, 'groupId' | 'serviceId'>,
  options: MemberPageOptions,
): Promise<MemberPage> {
  if (serviceId === undefined) return members.page(groupId, options);
  const service = options.after === undefined ? await services.find(serviceId) : undefined;
  return { candidates: service?.groupId === groupId ? [service] : [] };
}
