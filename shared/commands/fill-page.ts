import type { GroupId, ServiceId } from '../domain/identifiers.ts';
import type { Member } from '../domain/service.ts';
import type { MemberStore } from '../store/members.ts';

/** The members that one request looks at, at the most, to fill a page through its filter. */
const lookLimit = 1_000;
/** How many it looks at together once the first look has not filled the page. */
const lookWidth = 100;

export interface FillPageOptions {
  readonly members: MemberStore;
  readonly groupId: GroupId;
  /** Only members after this one. */
  readonly after: string | undefined;
  /** The most items on the page. */
  readonly limit: number;
}

/**
 * A page of what `pick` makes of a group's members, in their order; `pick` may leave members out. Where a filter
 * finds little, the page may be short and yet have a next one, so that no request reads a whole large group.
 */
export async function fillPage<Picked extends { readonly serviceId: ServiceId }>(
  { members, groupId, after, limit }: FillPageOptions,
  pick: (candidates: readonly Member[]) => Promise<readonly Picked[]>,
): Promise<{ items: Picked[]; next?: ServiceId | undefined }> {
  const items: Picked[] = [];
  let position: string | undefined = after;
  for (let looked = 0; ;) {
    const page = await members.page(groupId, { after: position, limit: looked === 0 ? limit : lookWidth });
    const picked = await pick(page.members);
    items.push(...picked.toSorted((a, b) => (a.serviceId < b.serviceId ? -1 : 1)));
    looked += page.members.length;
    if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]?.serviceId };
    if (page.next === undefined || items.length === limit || looked >= lookLimit) {
      return { items, next: page.next };
    }
    position = page.next;
  }
}
