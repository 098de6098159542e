import * as z from 'zod';
import type { ChangeState } from '../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ReassignmentId } from '../domain/identifiers.ts';
import type { ReassignmentState } from '../domain/reassignment.ts';
import { changePrefix, reassignmentPrefix } from './keys.ts';
import {
  accountListPartition,
  changeListPartitions,
  groupListPartition,
  reassignmentListPartitions,
} from './list-entries.ts';
import type { ListedKey, ListedKeys, Table } from './table.ts';

/** A row of an operators' list. */
export interface OperatorListed<Id> {
  readonly id: Id;
  /** The position in the list, to go on from. */
  readonly place: string;
}

export interface OperatorListPage<Id> {
  readonly candidates: readonly OperatorListed<Id>[];
  readonly next?: string | undefined;
}

export interface OperatorListOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The times that a list is limited to: of the end, or while there is none of the request. */
export interface ListedBetween {
  /** Inclusive. */
  readonly since?: Date | undefined;
  /** Exclusive. */
  readonly until?: Date | undefined;
}

/**
 * Lists of everything, for operators. They come from an index that is behind by a moment: whoever reads the rows checks
 * that they still belong to the list.
 */
export interface OperatorLists {
  /** Newest first: by the time of the end, or while there is none of the request. */
  changes(
    state: ChangeState,
    options: OperatorListOptions & ListedBetween,
  ): Promise<OperatorListPage<ChangeId>>;
  /** In the same order. */
  reassignments(
    state: ReassignmentState,
    options: OperatorListOptions & ListedBetween,
  ): Promise<OperatorListPage<ReassignmentId>>;
  /** By id. */
  groups(prefix: string, options: OperatorListOptions): Promise<OperatorListPage<GroupId>>;
  /** By nic. */
  accounts(prefix: string, options: OperatorListOptions): Promise<OperatorListPage<Nic>>;
}

/** Whether it is a position in a list by state. A caller can make up any. */
export const isMoment = (place: string): boolean => {
  const [time, id, ...rest] = place.split('#');
  return z.iso.datetime().safeParse(time).success && ChangeId.safeParse(id).success && rest.length === 0;
};

/** Sort before and after every key. */
const [first, last] = ['!', '~'];

export const operatorLists = (table: Table): OperatorLists => {
  /** Merges the partitions, newest first. Each is read as if it alone had the page. */
  const newestFirst = async <Id>(
    partitions: readonly string[],
    idOf: (key: ListedKey) => Id,
    { after, limit, since, until }: OperatorListOptions & ListedBetween,
  ): Promise<OperatorListPage<Id>> => {
    const from = since?.toISOString() ?? first;
    const to = after ?? until?.toISOString() ?? last;
    if (from > to) return { candidates: [] };
    const pages = await Promise.all(
      partitions.map((listPartition) =>
        // One more, because the range includes the position to go on from.
        table.queryListed({ listPartition, from, to, limit: limit + 1, descending: true }),
      ),
    );
    const found = pages
      .flatMap(({ keys }) => keys)
      .filter(({ listKey }) => listKey !== after)
      .toSorted((a, b) => (a.listKey > b.listKey ? -1 : 1));
    return pageOf(found, limit, idOf, pages);
  };

  const byPrefix = async <Id>(
    listPartition: string,
    idOf: (key: ListedKey) => Id,
    prefix: string,
    { after, limit }: OperatorListOptions,
  ): Promise<OperatorListPage<Id>> => {
    const page = await table.queryListed({
      listPartition,
      from: after ?? prefix,
      to: prefix + last,
      limit: limit + 1,
    });
    const found = page.keys.filter(({ listKey }) => listKey !== after);
    return pageOf(found, limit, idOf, [page]);
  };

  return {
    changes: (state, options) =>
      newestFirst(
        changeListPartitions(state),
        ({ pk }) => ChangeId.parse(pk.slice(changePrefix.length)),
        options,
      ),
    reassignments: (state, options) =>
      newestFirst(
        reassignmentListPartitions(state),
        ({ pk }) => ReassignmentId.parse(pk.slice(reassignmentPrefix.length)),
        options,
      ),
    groups: (prefix, options) =>
      byPrefix(groupListPartition(prefix), ({ listKey }) => GroupId.parse(listKey), prefix, options),
    accounts: (prefix, options) =>
      byPrefix(accountListPartition(prefix), ({ listKey }) => Nic.parse(listKey), prefix, options),
  };
};

/** The first `limit` of what was found, in order. */
function pageOf<Id>(
  found: readonly ListedKey[],
  limit: number,
  idOf: (key: ListedKey) => Id,
  pages: readonly ListedKeys[],
): OperatorListPage<Id> {
  const candidates = found.slice(0, limit).map((key) => ({ id: idOf(key), place: key.listKey }));
  const hasMore = found.length > limit || pages.some(({ more }) => more);
  return { candidates, next: hasMore ? candidates.at(-1)?.place : undefined };
}
