import type { Table } from '../../shared/store/table.ts';

/** A table that counts its reads. */
export interface CountedTable {
  readonly table: Table;
  readonly reads: Reads;
}

/** Requests that read, and the items that they asked for. */
export interface Reads {
  requests: number;
  items: number;
}

/** A query counts the items that it may return, a read of many each key, a read of none nothing. */
export function countedTable(inner: Table): CountedTable {
  const reads = { requests: 0, items: 0 };
  const count = (items: number): void => {
    if (items === 0) return;
    reads.requests += 1;
    reads.items += items;
  };
  const table: Table = {
    get: (key) => {
      count(1);
      return inner.get(key);
    },
    getMany: (keys, options) => {
      count(keys.length);
      return inner.getMany(keys, options);
    },
    query: (range) => {
      count(range.limit);
      return inner.query(range);
    },
    queryDue: (...asked) => inner.queryDue(...asked),
    queryListed: (range) => {
      count(range.limit);
      return inner.queryListed(range);
    },
    update: (...asked) => inner.update(...asked),
    put: (operation) => inner.put(operation),
    delete: (operation) => inner.delete(operation),
    transact: (operations) => inner.transact(operations),
  };
  return { table, reads };
}
