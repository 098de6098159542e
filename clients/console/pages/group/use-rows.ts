import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import type { GroupAnswer, ServiceAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { noJump, servicePageOf, servicePagesQuery, type ServiceFilter } from '../../api/service-pages.ts';

/** Rows in sight of the end from which the next page is read. */
const ahead = 30;
/** Empty rows at the end, while there are more. */
const emptyRows = 12;
const movingMilliseconds = 4_000;

export interface RowsInput {
  readonly group: GroupAnswer;
  readonly filter: ServiceFilter;
  /** In pixels. */
  readonly rowHeight: number;
  /** Whether rows change by themselves. */
  readonly isMoving: boolean;
  /** What the rows are shown in. */
  readonly list: HTMLElement | null;
}

/** The rows of the table that are in sight, read as one scrolls. */
export function useRows({ group, filter, rowHeight, isMoving, list }: RowsInput) {
  const api = useApi();
  const [jump, setJump] = useState(noJump);
  const query = useInfiniteQuery({
    ...servicePagesQuery(api, group.groupId, filter, jump),
    placeholderData: keepPreviousData,
    refetchInterval: isMoving ? movingMilliseconds : false,
  });
  const { data, hasNextPage, isFetching, fetchNextPage, fetchPreviousPage } = query;
  const rows: readonly ServiceAnswer[] = data?.pages.flatMap(({ items }) => items) ?? [];
  const start = data?.pages[0]?.start ?? jump.from;
  const end = start.firstRow + rows.length;
  const count = end + (data === undefined || hasNextPage ? emptyRows : 0);

  const margin = useOffset(list);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: margin,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (data === undefined || isFetching) return;
    if (first < start.firstRow) {
      const page = servicePageOf(first, start);
      if (page === start.before) void fetchPreviousPage();
      else setJump((before) => ({ from: page, count: before.count + 1 }));
    } else if (hasNextPage && last > end - ahead) void fetchNextPage();
  }, [data, isFetching, first, last, start, end, hasNextPage, fetchNextPage, fetchPreviousPage]);

  return {
    ...query,
    margin,
    measure: virtualizer.measureElement,
    totalHeight: virtualizer.getTotalSize(),
    isEmpty: data !== undefined && count === 0,
    isAtEnd: data !== undefined && !hasNextPage,
    rowCount: end,
    visible: items.map(({ index, start: top }) => ({ index, top, service: rows[index - start.firstRow] })),
  };
}

/** The distance of an element from the top of the document. It changes with what stands above. */
function useOffset(element: HTMLElement | null): number {
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const top = element?.getBoundingClientRect().top ?? 0;
      setOffset(Math.round(top + window.scrollY));
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return offset;
}
