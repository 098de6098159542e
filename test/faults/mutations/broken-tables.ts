import type { Item, Put, Range, Table, Write } from '../../../shared/store/table.ts';

/** A table whose writes are changed on their way in; `undefined` leaves one out. */
export const withWrites = (table: Table, changed: (write: Write) => Write | undefined): Table => ({
  ...table,
  async put(operation) {
    const write = changed(operation);
    if (write !== undefined && isPut(write)) await table.put(write);
  },
  transact: (operations) => table.transact(operations.flatMap((operation) => changed(operation) ?? [])),
});

/** A table whose items are changed on their way out, whichever way they are read. */
export const withItems = (table: Table, changed: (item: Item) => Item): Table => ({
  ...table,
  async get(key) {
    const item = await table.get(key);
    return item && changed(item);
  },
  getMany: async (keys, options) => (await table.getMany(keys, options)).map(changed),
});

/** A table that leaves items out of the pages of a query; where it goes on is not affected. */
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
