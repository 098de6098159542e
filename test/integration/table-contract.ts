import { describe, expect, it } from 'vitest';
import {
  ConditionFailed,
  type Item,
  type Key,
  type ScannableTable,
  type Table,
} from '../../shared/store/table.ts';

let partitions = 0;
/** A partition that no other test uses. */
const fresh = (): string => `TEST#${partitions++}`;

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

async function conditionFailed(promise: Promise<unknown>): Promise<ConditionFailed> {
  const error = await rejection(promise);
  expect(error).toBeInstanceOf(ConditionFailed);
  if (!(error instanceof ConditionFailed)) throw error;
  return error;
}

/** The contract of the `Table` port, for the fake and the real table. */
export function tableContract(name: string, open: () => Table & ScannableTable): void {
  describe(`${name} keeps the table's contract`, () => {
    it('scans everything for a sort key, page by page', async () => {
      const table = open();
      const [one, other] = [fresh(), fresh()];
      for (const pk of [one, other])
        for (const sk of ['SCANNED', 'PASSED OVER']) await table.put({ put: { pk, sk, more: 1 } });
      const found: unknown[] = [];
      let after: Key | undefined;
      do {
        const page = await table.scan({ sk: 'SCANNED', limit: 1, after });
        found.push(...page.keys);
        after = page.next;
      } while (after !== undefined);
      expect(found).toHaveLength(2);
      expect(found).toEqual(
        expect.arrayContaining([
          { pk: one, sk: 'SCANNED' },
          { pk: other, sk: 'SCANNED' },
        ]),
      );
    });

    it('gives back what was put, without what was undefined', async () => {
      const table = open();
      const key = { pk: fresh(), sk: 'A' };
      await table.put({
        put: { ...key, text: 'é', number: -3, flag: false, list: ['a'], map: { b: 1 }, no: undefined },
      });
      expect(await table.get(key)).toEqual({
        ...key,
        text: 'é',
        number: -3,
        flag: false,
        list: ['a'],
        map: { b: 1 },
      });
      expect(await table.get({ ...key, sk: 'B' })).toBeUndefined();
    });

    it('reads many keys, in several batches, and omits missing items', async () => {
      const table = open();
      const pk = fresh();
      const keys = Array.from({ length: 230 }, (_, index) => ({ pk, sk: String(index).padStart(4, '0') }));
      await Promise.all(keys.slice(0, 220).map((key) => table.put({ put: { ...key } })));
      const items = await table.getMany(keys);
      expect(items.map((item) => item.sk).toSorted()).toEqual(keys.slice(0, 220).map((key) => key.sk));
    });

    it('pages through a range in the order of its sort keys', async () => {
      const table = open();
      const pk = fresh();
      for (const sk of ['B#2', 'A#1', 'B#1', 'B#3', 'C#1']) await table.put({ put: { pk, sk } });
      const first = await table.query({ pk, prefix: 'B#', limit: 2 });
      expect(first.items.map((item) => item.sk)).toEqual(['B#1', 'B#2']);
      expect(first.more).toBe(true);
      const second = await table.query({ pk, prefix: 'B#', after: 'B#2', limit: 2 });
      expect(second.items.map((item) => item.sk)).toEqual(['B#3']);
      expect(second.more).toBe(false);
      const between = await table.query({ pk, from: 'A#1', to: 'B#1', limit: 10 });
      expect(between.items.map((item) => item.sk)).toEqual(['A#1', 'B#1']);
      const all = await table.query({ pk, limit: 10 });
      expect(all.items).toHaveLength(5);
    });

    it('sets, adds and removes, in nested attributes too', async () => {
      const table = open();
      const key = { pk: fresh(), sk: 'A' };
      await table.put({
        put: { ...key, contacts: { technical: 'a', billing: 'b' }, count: 1, gone: 1, open: {} },
      });
      await table.update({
        update: key,
        set: { 'contacts.technical': 'c', 'open.X1': { removed: 0 } },
        add: { count: 2, fresh: 1 },
        remove: ['gone'],
      });
      await table.update({ update: key, add: { 'open.X1.removed': 1 } });
      expect(await table.get(key)).toEqual({
        ...key,
        contacts: { technical: 'c', billing: 'b' },
        count: 3,
        fresh: 1,
        open: { X1: { removed: 1 } },
      });
    });

    it('returns the old values that an update overwrote, if asked, and no others', async () => {
      const table = open();
      const key = { pk: fresh(), sk: 'A' };
      const update = {
        update: key,
        set: { 'contacts.technical': 'c', since: 1 },
        add: { count: 2 },
        remove: ['own', 'none'],
      };
      await table.put({
        put: { ...key, contacts: { technical: 'a', billing: 'b' }, count: 1, own: true, rest: 1 },
      });
      expect(await table.update(update, { returnsOld: true })).toEqual({
        contacts: { technical: 'a' },
        count: 1,
        own: true,
      });
      expect(await table.update(update)).toEqual({});
    });

    it('writes only if every condition holds, and returns the item that failed one', async () => {
      const table = open();
      const item: Item = { pk: fresh(), sk: 'A', revision: 2, state: 'open', flag: true, map: { deep: 5 } };
      const key = { pk: item.pk, sk: item.sk };
      await table.put({ put: item, when: [{ path: 'pk', is: 'absent' }] });
      const holds = [
        { path: 'pk', is: 'present' },
        { path: 'revision', below: 3 },
        { path: 'revision', atLeast: 2 },
        { path: 'state', oneOf: ['shut', 'open'] },
        { path: 'flag', equals: true },
        { path: 'map.deep', equals: 5 },
        { path: 'map.none', is: 'absent' },
        { path: 'map', equals: { deep: 5 } },
        { path: 'map.deep', absentOrBelow: 6 },
        { path: 'none.deep', absentOrBelow: 1 },
      ] as const;
      await table.update({ update: key, set: { seen: true }, when: holds });
      const fails = [
        { path: 'pk', is: 'absent' },
        { path: 'revision', below: 2 },
        { path: 'revision', atLeast: 3 },
        { path: 'state', oneOf: ['shut'] },
        { path: 'flag', equals: false },
        { path: 'none', equals: 1 },
        { path: 'none', below: 1 },
        { path: 'map', equals: { deep: 6 } },
        { path: 'none', equals: { deep: 5 } },
        { path: 'map.deep', absentOrBelow: 5 },
      ] as const;
      for (const condition of fails) {
        const update = table.update({ update: key, set: { seen: false }, when: [...holds, condition] });
        const { failures } = await conditionFailed(update);
        expect(failures).toEqual([{ index: 0, item: { ...item, seen: true } }]);
      }
      expect(await table.get(key)).toEqual({ ...item, seen: true });
      const missing = await conditionFailed(
        table.update({ update: { ...key, sk: 'B' }, set: { x: 1 }, when: [{ path: 'pk', is: 'present' }] }),
      );
      expect(missing.failures).toEqual([{ index: 0, item: undefined }]);
    });

    it('deletes an item only if every condition holds, and returns the item that failed one', async () => {
      const table = open();
      const [key, other] = [fresh(), fresh()].map((pk) => ({ pk, sk: 'A' }));
      if (key === undefined || other === undefined) throw new Error('There are two keys.');
      const item = { ...key, revision: 2 };
      await Promise.all([item, { ...other }].map((put) => table.put({ put })));
      const failing = await conditionFailed(
        table.delete({ delete: key, when: [{ path: 'revision', below: 2 }] }),
      );
      expect(failing.failures).toEqual([{ index: 0, item }]);
      expect(await table.get(key)).toEqual(item);
      await table.delete({ delete: key, when: [{ path: 'revision', below: 3 }] });
      expect(await table.get(key)).toBeUndefined();
      expect(await table.get(other)).toEqual(other);
      const gone = await conditionFailed(
        table.delete({ delete: key, when: [{ path: 'revision', below: 3 }] }),
      );
      expect(gone.failures).toEqual([{ index: 0, item: undefined }]);
      await table.delete({ delete: key });
      await table.delete({ delete: other });
      expect(await table.get(other)).toBeUndefined();
    });

    it('writes a transaction completely or not at all, and names the conditions that failed', async () => {
      const table = open();
      const pk = fresh();
      await table.put({ put: { pk, sk: 'A', n: 1 } });
      const failing = await conditionFailed(
        table.transact([
          { put: { pk, sk: 'B' } },
          { check: { pk, sk: 'A' }, when: [{ path: 'n', equals: 2 }] },
        ]),
      );
      expect(failing.failures.map((failure) => failure.index)).toEqual([1]);
      expect(failing.failures[0]?.item).toEqual({ pk, sk: 'A', n: 1 });
      expect(await table.get({ pk, sk: 'B' })).toBeUndefined();
      await table.transact([
        { put: { pk, sk: 'B' } },
        { update: { pk, sk: 'C' }, add: { n: 1 } },
        { delete: { pk, sk: 'A' }, when: [{ path: 'n', equals: 1 }] },
      ]);
      expect((await table.query({ pk, limit: 9 })).items).toEqual([
        { pk, sk: 'B' },
        { pk, sk: 'C', n: 1 },
      ]);
    });

    it('lists what is due, in the order of its time, page by page', async () => {
      const table = open();
      const duePartition = fresh();
      const due = (sk: string, dueAt: string) =>
        table.put({ put: { pk: `${duePartition}#${sk}`, sk, duePartition, dueAt } });
      await due('late', '2026-01-03T00:00:00.000Z');
      await due('first', '2026-01-01T00:00:00.000Z');
      await due('second', '2026-01-02T00:00:00.000Z');
      await due('tie', '2026-01-02T00:00:00.000Z');
      await table.put({ put: { pk: duePartition, sk: 'not due at all' } });
      const found: string[] = [];
      const times: string[] = [];
      let next: Awaited<ReturnType<Table['queryDue']>>['next'];
      do {
        const page = await table.queryDue(duePartition, '2026-01-02T00:00:00.000Z', 1, next);
        found.push(...page.keys.map((key) => key.sk));
        times.push(...page.keys.map((key) => key.dueAt));
        next = page.next;
      } while (next !== undefined);
      expect(found[0]).toBe('first');
      expect(found.toSorted()).toEqual(['first', 'second', 'tie']);
      expect(times).toEqual([1, 2, 2].map((day) => `2026-01-0${day}T00:00:00.000Z`));
    });
  });
}
