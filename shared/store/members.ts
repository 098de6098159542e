import type { GroupId, ServiceId } from '../domain/identifiers.ts';
import { Member } from '../domain/service.ts';
import { memberSortKey, membersPartition } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Table } from './table.ts';

/** A group's list of members, in the order of their ids. Reads are consistent. */
export interface MemberStore {
  /** `next` is set if more follow. */
  page(groupId: GroupId, options: MemberPageOptions): Promise<MemberPage>;
}

export interface MemberPageOptions {
  /** Of the number. */
  readonly prefix?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface MemberPage {
  readonly candidates: readonly Member[];
  readonly next?: ServiceId | undefined;
}

export const parseMember = rowParser(Member);

export const memberStore = (table: Table): MemberStore => ({
  async page(groupId, { prefix, after, limit }) {
    const { items, more } = await table.query({
      pk: membersPartition(groupId),
      ...(prefix !== undefined && { prefix: memberSortKey(prefix) }),
      ...(after !== undefined && { after: memberSortKey(after) }),
      limit,
    });
    const members = items.map(parseMember);
    return { candidates: members, next: more ? members.at(-1)?.serviceId : undefined };
  },
});
