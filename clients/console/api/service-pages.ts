import { infiniteQueryOptions } from '@tanstack/react-query';
import type * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { Client } from '../../lib/api/client.ts';

const pageSize = 100;
/** With `pageSize`, no more than 1,000 rows are held, however large the group. */
const pagesHeld = 10;

export type ServiceFilter = Omit<z.input<typeof operations.listGroupServices.query>, 'limit' | 'cursor'>;

/** Where a page of services starts, and the page before it. */
export interface ServicePageStart {
  readonly cursor?: string;
  /** How many rows are before it. */
  readonly firstRow: number;
  readonly before?: ServicePageStart;
}

/** Where reading starts: at the top, or at the page that one jumped to. */
export interface Jump {
  readonly from: ServicePageStart;
  /** How many jumps there were. */
  readonly count: number;
}

export const noJump: Jump = { from: { firstRow: 0 }, count: 0 };

/** The page that contains the row, of the one given and those before it. */
export function servicePageOf(row: number, start: ServicePageStart): ServicePageStart {
  let page = start;
  while (row < page.firstRow && page.before !== undefined) page = page.before;
  return page;
}

/**
 * The services of a group from a page on, in both directions. What is far from where one scrolls is let go, and read
 * again when one comes back.
 */
export const servicePagesQuery = (
  api: Client,
  groupId: string,
  filter: ServiceFilter,
  { from, count }: Jump,
) =>
  infiniteQueryOptions({
    queryKey: ['group', groupId, 'services', filter, count],
    queryFn: async ({ pageParam: start, signal }) => {
      const { cursor } = start;
      const page = await api.call(operations.listGroupServices, {
        params: { groupId },
        query: { ...filter, limit: pageSize, ...(cursor !== undefined && { cursor }) },
        signal,
      });
      return { ...page, start };
    },
    initialPageParam: from,
    getNextPageParam: ({ items, nextCursor, start }): ServicePageStart | null =>
      nextCursor === null
        ? null
        : { cursor: nextCursor, firstRow: start.firstRow + items.length, before: start },
    getPreviousPageParam: ({ start }) => start.before ?? null,
    maxPages: pagesHeld,
    gcTime: 0,
  });
