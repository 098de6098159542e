import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The place of a page in a list, for the query of a call. */
export interface PageStart {
  readonly limit: number;
  readonly cursor?: string;
}

const pageSize = 100;

/** A list that is read page by page. `read` reads the page that starts where `start` says. */
export const listOptions = <Answer extends Page<unknown>>(
  queryKey: QueryKey,
  read: (start: PageStart, signal: AbortSignal) => Promise<Answer>,
  limit = pageSize,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      read({ limit, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (last: Answer) => last.nextCursor,
  });

const firstPage = (): string | null => null;
