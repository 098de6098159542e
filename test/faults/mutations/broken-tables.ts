import type { Item, Put, Range, Table, Write } from '../../../shared/store/table.ts';

/** Changes writes; `undefined` leaves one out. */
export const withWrites = (table: Table, changed: (write: Write) => Write | undefined): Table => ({
  ...table,
  async put(operation) {
    const write = changed(operation);
    if (write !== undefined && isPut(write)) await table.put(write);
  },
  transact: (operations) => table.transact(operations.flatMap((operation) => changed(operation) ?? [])),
});

/** Changes items that are read in any way. */
export const withItems = (table: Table, changed: (item: Item) => Item): Table => ({
  ...table,
  async get(key) {
    const item = await table.get(key);
    return item && changed(item);
  },
  getMany: async (keys, options) => (await table.getMany(keys, options)).map(changed),
});

/** Leaves items out of the pages of a query, not out of its cursor. */
export const withPages = (
  table: Table,
  changed: (items: readonly Item[], range: Range) => readonly Item[],
): Table => ({
  ...table,
  async query(range) {
    const page = await table.query(range);
    return { ...page, items: changed(page.items, range) };
  },
});

export const isPut = (write: Write): write is Put => 'put' in write;
