import { describe, expect, it } from 'vitest';
import type { Table } from '../../shared/store/table.ts';

/** The contract of the `Table` port's index of lists, for the fake and the real table. */
export function listIndexContract(name: string, open: () => Table): void {
  describe(`${name} keeps the contract of the index of lists`, () => {
    const put = (table: Table, pk: string, listed: object) => table.put({ put: { pk, sk: 'A', ...listed } });
    const keysIn = async (table: Table, range: Parameters<Table['queryListed']>[0]) => {
      const { keys, more } = await table.queryListed(range);
      return { keys: keys.map(({ listKey }) => listKey), more };
    };

    it('lists a range of a partition in both directions, page by page', async () => {
      const table = open();
      for (const listKey of ['c', 'a', 'd', 'b'])
        await put(table, `LISTED#${listKey}`, { listPartition: 'RANGE', listKey });
      await put(table, 'LISTED#other', { listPartition: 'OTHER', listKey: 'b' });
      await put(table, 'LISTED#none', { listPartition: 'RANGE' });
      const range = { listPartition: 'RANGE', from: 'a', to: 'c', limit: 2 };
      expect(await keysIn(table, range)).toEqual({ keys: ['a', 'b'], more: true });
      expect(await keysIn(table, { ...range, descending: true })).toEqual({ keys: ['c', 'b'], more: true });
      expect(await keysIn(table, { ...range, from: 'c', to: 'z' })).toMatchObject({ keys: ['c', 'd'] });
      expect(await table.queryListed({ ...range, to: 'a' })).toEqual({
        keys: [{ pk: 'LISTED#a', sk: 'A', listPartition: 'RANGE', listKey: 'a' }],
        more: false,
      });
    });

    it('moves what is written to another list, and forgets what leaves the list or the table', async () => {
      const table = open();
      const listed = { listPartition: 'BEFORE', listKey: 'k' };
      for (const pk of ['MOVED#1', 'MOVED#2', 'MOVED#3']) await put(table, pk, listed);
      await table.update({ update: { pk: 'MOVED#1', sk: 'A' }, set: { listPartition: 'AFTER' } });
      await put(table, 'MOVED#2', {});
      await table.delete({ delete: { pk: 'MOVED#3', sk: 'A' } });
      const range = { from: 'a', to: 'z', limit: 9 };
      expect(await keysIn(table, { ...range, listPartition: 'BEFORE' })).toEqual({ keys: [], more: false });
      expect((await table.queryListed({ ...range, listPartition: 'AFTER' })).keys).toEqual([
        { pk: 'MOVED#1', sk: 'A', listPartition: 'AFTER', listKey: 'k' },
      ]);
    });
  });
}
