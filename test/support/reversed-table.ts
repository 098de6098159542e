import type { Item, Table } from '../../shared/store/table.ts';

/** The table, whose items come with the properties of each map in reverse: a table keeps no order of them. */
export const reversedTable = (table: Table): Table => ({
  get: async (key) => reversedItem(await table.get(key)),
  getMany: async (keys, options) =>
    (await table.getMany(keys, options)).flatMap((item) => reversedItem(item) ?? []),
  async query(range) {
    const { items, more } = await table.query(range);
    return { items: items.flatMap((item) => reversedItem(item) ?? []), more };
  },
  queryDue: (...asked) => table.queryDue(...asked),
  queryListed: (range) => table.queryListed(range),
  update: (operation, options) => table.update(operation, options),
  put: (operation) => table.put(operation),
  delete: (operation) => table.delete(operation),
  transact: (operations) => table.transact(operations),
});

const reversedItem = (item: Item | undefined): Item | undefined =>
  item && { ...reversedMap(item), pk: item.pk, sk: item.sk };

const reversedMap = (map: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(map)
      .toReversed()
      .map(([name, value]) => [name, reversed(value)]),
  );

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  return typeof value === 'object' && value !== null ? reversedMap(value) : value;
}
