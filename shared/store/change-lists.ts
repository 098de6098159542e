import * as z from 'zod';
import { ChangeId, type GroupId, type Nic } from '../domain/identifiers.ts';
import { historyBetween, historyPartition, historyPrefix, partyPartition } from './keys.ts';
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
  /** Some may have been requested up to an hour before `since` or after `until`, as clocks differ. */
  ofGroup(groupId: GroupId, options: HistoryPageOptions): Promise<ListedPage>;
  /** The changes with `nic` as requester or recipient. */
  ofParty(nic: Nic, options: ListedPageOptions): Promise<ListedPage>;
}

export interface ListedPageOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface HistoryPageOptions extends ListedPageOptions {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** Whether a page of the history may begin there. */
export const isPlaceOfHistory = (
  place: string,
  { since, until }: Pick<HistoryPageOptions, 'since' | 'until'>,
): boolean => {
  const { from, to } = historyBetween(since, until);
  const sortKey = historyPrefix + place;
  return sortKey >= from && sortKey <= to;
};

export const changeListStore = (table: Table): ChangeListStore => {
  const page = async (
    pk: string,
    { since, until, after, limit }: HistoryPageOptions,
  ): Promise<ListedPage> => {
    const { items, more } = await table.query({
      pk,
      ...((since ?? until) !== undefined && historyBetween(since, until)),
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
