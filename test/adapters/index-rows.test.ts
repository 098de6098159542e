import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexRows } from '../../infra/operator/row-indexing.ts';
import type { RowsPage } from '../../shared/aws/dynamodb-rows.ts';
import type { Item, Key, Table } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { changesIn, reassignmentsIn } from '../support/operator-pages.ts';
import { askReassignment, cancelAsCaller, operator } from '../support/reassignments.ts';
import { ada, ben, cleo, groupId, World } from '../support/world.ts';

/** A world with everything that is listed. */
async function worldOfAll(table: Table) {
  const world = new World(table);
  await world.group(1);
  const done = await world.effectiveChange(ada, { technical: ben });
  await world.settle();
  const { change: open } = await world.request(ada, { billing: cleo });
  const asked = { from: ada, to: cleo, roles: ['technical' as const], isOperator: true };
  const reassignment = await askReassignment(world, operator, { ...asked, from: ben });
  await cancelAsCaller(world, operator, reassignment, true);
  return { world, done, open, reassignment };
}

const isListed = (row: Item): boolean => 'listPartition' in row;

/** As a release wrote the rows that knew no lists. */
async function forget(table: Table, rows: Iterable<Item>): Promise<Item[]> {
  const listed = [...rows].filter(isListed);
  for (const { pk, sk } of listed)
    await table.update({ update: { pk, sk }, remove: ['listPartition', 'listKey'] });
  return listed;
}

async function* pagesOf(table: MemoryTable, size: number, after?: Key): AsyncGenerator<RowsPage> {
  const idOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
  const items = table.items().filter((row) => after === undefined || idOf(row) > idOf(after));
  for (let start = 0; start < items.length; start += size) {
    const rows = items.slice(start, start + size);
    const last = start + size < items.length ? rows.at(-1) : undefined;
    yield await Promise.resolve({ rows, next: last && { pk: last.pk, sk: last.sk } });
  }
}

async function all(rows: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const noPlace = () => Promise.resolve();

describe('In a table of the local database', () => {
  let real: RealTable;
  beforeEach(async () => {
    real = await startRealTable();
  });
  afterEach(() => real.stop());

  it('what was written before is listed, and a second run finds nothing to do', async () => {
    const { world, done, open, reassignment } = await worldOfAll(real.table);
    const before = await all(real.rows());
    const listed = await forget(real.table, before);
    expect(await changesIn(world, 'completed')).toEqual([]);
    const counts = await indexRows(real.table, real.pages(), noPlace);
    expect(counts).toEqual({ indexed: listed.length, unchanged: 0 });
    expect(await all(real.rows())).toEqual(before);
    expect(await changesIn(world, 'completed')).toEqual([done.changeId]);
    expect(await changesIn(world, 'awaiting-consent')).toEqual([open.changeId]);
    expect(await reassignmentsIn(world, 'cancelled')).toEqual([reassignment.reassignmentId]);
    expect(await world.stores.operatorLists.groups('ab', { limit: 5 })).toMatchObject({
      candidates: [{ id: groupId }],
    });
    expect(await world.stores.operatorLists.accounts('be', { limit: 5 })).toMatchObject({
      candidates: [{ id: ben }],
    });
    const again = await indexRows(real.table, real.pages(), noPlace);
    expect(again).toEqual({ indexed: 0, unchanged: listed.length });
  });
});

describe('The indexing of rows', () => {
  it('goes on from the place that it kept', async () => {
    const table = new MemoryTable();
    await worldOfAll(table);
    const before = table.items();
    await forget(table, before);
    const places: (Key | undefined)[] = [];
    const stopAfterTwo = (place: Key | undefined): Promise<void> => {
      places.push(place);
      return places.length < 2 ? Promise.resolve() : Promise.reject(new Error('It was stopped.'));
    };
    await expect(indexRows(table, pagesOf(table, 5), stopAfterTwo)).rejects.toThrow('It was stopped.');
    const reached = table.items().filter(isListed).length;
    const rest = await indexRows(table, pagesOf(table, 5, places.at(-1)), (place) => {
      places.push(place);
      return Promise.resolve();
    });
    expect(table.items()).toEqual(before);
    expect(rest).toEqual({ indexed: before.filter(isListed).length - reached, unchanged: 0 });
    expect(places.at(-1)).toBeUndefined();
  });

  it('lists a row that was written meanwhile in its new state, and does not bring back one that is gone', async () => {
    const table = new MemoryTable();
    const { world, open, done } = await worldOfAll(table);
    const read = table.items();
    await forget(table, read);
    const stale = table.items();
    // A release that knows no lists goes on writing.
    const row = await table.get({ pk: `CHANGE#${open.changeId}`, sk: 'CHANGE' });
    if (row === undefined) throw new Error('It was asked for.');
    await table.put({ put: { ...row, state: 'cancelled', version: open.version + 1 } });
    await table.delete({ delete: { pk: `CHANGE#${done.changeId}`, sk: 'CHANGE' } });
    await indexRows(table, once({ rows: stale, next: undefined }), noPlace);
    expect(await changesIn(world, 'cancelled')).toEqual([open.changeId]);
    expect(await changesIn(world, 'completed')).toEqual([]);
    expect(await table.get({ pk: `CHANGE#${done.changeId}`, sk: 'CHANGE' })).toBeUndefined();
  });

  it('lists what waits for a decision, and nothing that was decided meanwhile', async () => {
    const table = new MemoryTable();
    const { world, open } = await worldOfAll(table);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], batch: 'all', isOperator: true };
    const waiting = await askReassignment(world, operator, asked);
    const { change: decided } = await world.request(ada, { technical: cleo });
    const before = table.items();
    const isOfInbox = ({ pk }: Key): boolean => pk.startsWith('INBOX#');
    for (const { pk, sk } of before.filter(isOfInbox)) await table.delete({ delete: { pk, sk } });
    const stale = table.items();
    await world.refuse(cleo, decided);
    await indexRows(table, once({ rows: stale, next: undefined }), noPlace);
    const { candidates } = await world.stores.inbox.page(cleo, { now: world.clock.now(), limit: 10 });
    expect(candidates).toMatchObject([
      { changeId: open.changeId },
      { reassignmentId: waiting.reassignmentId },
    ]);
    const isOfDecided = (row: Item): boolean => row['changeId'] === decided.changeId;
    expect(table.items().filter(isOfInbox)).toEqual(
      before.filter((row) => isOfInbox(row) && !isOfDecided(row)),
    );
  });

  it('moves a row that an earlier release left in the list of its former state', async () => {
    const table = new MemoryTable();
    const { world, open } = await worldOfAll(table);
    const row = await table.get({ pk: `CHANGE#${open.changeId}`, sk: 'CHANGE' });
    if (row === undefined) throw new Error('It was asked for.');
    await table.put({ put: { ...row, state: 'refused', version: open.version + 1 } });
    expect(await changesIn(world, 'refused')).toEqual([]);
    expect(await changesIn(world, 'awaiting-consent')).toEqual([]);
    expect(await indexRows(table, pagesOf(table, 50), noPlace)).toMatchObject({ indexed: 1 });
    expect(await changesIn(world, 'refused')).toEqual([open.changeId]);
  });
});

async function* once(page: RowsPage): AsyncGenerator<RowsPage> {
  yield await Promise.resolve(page);
}
