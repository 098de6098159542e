import * as z from 'zod';
import { ChangeId, type GroupId, type Nic } from '../domain/identifiers.ts';
import { historyBetween, historyPartition, historyPrefix, partyPartition } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Range, Table } from './table.ts';

const Listed = z.object({
  changeId: ChangeId,
  isRequester: z.boolean().default(false),
  isRecipient: z.boolean().default(false),
});
export const parseListed = rowParser(Listed);

export interface Listed extends z.infer<typeof Listed> {
  readonly place: string;
}

export interface ListedPage {
  readonly candidates: readonly Listed[];
  readonly next?: string | undefined;
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

/** Which part of the history of all groups with an id, the newest group first. Default: that of the first group. */
export interface HistoryRange {
  readonly newest?: number;
  readonly oldest?: number;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export type HistoryPageOptions = ListedPageOptions & HistoryRange;

/** In the history of the first group with an id, a place is the id of a change alone. */
const placeIn = (generation: number, changeId: string): string =>
  generation === 0 && changeId !== '' ? changeId : `${generation}.${changeId}`;

function partsOf(place: string): { generation: number; changeId: string } {
  const [, generation = '0', changeId = ''] = /^(?:([0-9]{1,9})\.)?(.*)$/.exec(place) ?? [];
  return { generation: Number(generation), changeId };
}

/** Whether a page of the history may begin there. */
export const isPlaceOfHistory = (
  place: string,
  { newest = 0, oldest = 0, since, until }: HistoryRange,
): boolean => {
  const { generation, changeId } = partsOf(place);
  if (generation < oldest || generation > newest) return false;
  if (changeId === '') return generation < newest;
  const { from, to } = historyBetween(since, until);
  const sortKey = historyPrefix + changeId;
  return ChangeId.safeParse(changeId).success && sortKey >= from && sortKey <= to;
};

export const changeListStore = (table: Table): ChangeListStore => {
  const page = async (
    range: Pick<Range, 'pk' | 'from' | 'to'>,
    after: string | undefined,
    limit: number,
    placeOf: (changeId: ChangeId) => string,
  ): Promise<ListedPage> => {
    const { items, more } = await table.query({
      ...range,
      ...(after !== undefined && { after: historyPrefix + after }),
      limit,
      descending: true,
    });
    const candidates = items.map(parseListed).map((row) => ({ ...row, place: placeOf(row.changeId) }));
    return { candidates, next: more ? candidates.at(-1)?.place : undefined };
  };
  return {
    async ofGroup(groupId, { newest = 0, oldest = 0, since, until, after, limit }) {
      const { generation, changeId } =
        after === undefined ? { generation: newest, changeId: '' } : partsOf(after);
      const times = (since ?? until) === undefined ? {} : historyBetween(since, until);
      const { candidates, next } = await page(
        { pk: historyPartition(groupId, generation), ...times },
        changeId === '' ? undefined : changeId,
        limit,
        (id) => placeIn(generation, id),
      );
      const older = generation > oldest ? placeIn(generation - 1, '') : undefined;
      return { candidates, next: next ?? older };
    },

    ofParty: (nic, { after, limit }) => page({ pk: partyPartition(nic) }, after, limit, (id) => id),
  };
};
