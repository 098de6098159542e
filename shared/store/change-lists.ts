import * as z from 'zod';
import { ChangeId, type GroupId, type Nic } from '../domain/identifiers.ts';
import { historyPartition, historyPrefix, partyPartition } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Table } from './table.ts';

const Listed = z.object({
  changeId: ChangeId,
  isRequester: z.boolean().default(false),
  isRecipient: z.boolean().default(false),
});
export type Listed = z.infer<typeof Listed>;
export const parseListed = rowParser(Listed);

export interface ListedPage {
  readonly candidates: readonly Listed[];
  readonly next?: ChangeId | undefined;
}

/** Lists of changes, newest first. A write between two pages does not shift them. */
export interface ChangeListStore {
  ofGroup(groupId: GroupId, options: ListedPageOptions): Promise<ListedPage>;
  /** The changes with `nic` as requester or recipient. */
  ofParty(nic: Nic, options: ListedPageOptions): Promise<ListedPage>;
}

export interface ListedPageOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

export const changeListStore = (table: Table): ChangeListStore => {
  const page = async (pk: string, { after, limit }: ListedPageOptions): Promise<ListedPage> => {
    const { items, more } = await table.query({
      pk,
      ...(after !== undefined && { after: historyPrefix + after }),
      limit,
      descending: true,
    });
    const listed = items.map(parseListed);
    return { candidates: listed, next: more ? listed.at(-1)?.changeId : undefined };
  };
  return {
    ofGroup: (groupId, options) => page(historyPartition(groupId), options),
    ofParty: (nic, options) => page(partyPartition(nic), options),
  };
};
