import type { ContactChange } from '../domain/contact-change.ts';
import type { MemberPage, MemberPageOptions, MemberStore } from '../store/members.ts';
import type { ServiceStore } from '../store/services.ts';

/** Whom the change may be for: a page of its group's members, or the one service that it is about. */
export async function membersOf(
  { members, services }: { readonly members: MemberStore; readonly services: ServiceStore },
  { groupId, serviceId }: Pick<ContactChange, 'groupId' | 'serviceId'>,
  options: MemberPageOptions,
): Promise<MemberPage> {
  if (serviceId === undefined) return members.page(groupId, options);
  const service = options.after === undefined ? await services.find(serviceId) : undefined;
  return { candidates: service?.groupId === groupId ? [service] : [] };
}
