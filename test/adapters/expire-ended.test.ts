import { expect, it } from 'vitest';
import { expireEnded } from '../../infra/operator/expiry.ts';
import { tableKeys } from '../../shared/store/index-keys.ts';
import { marginDays } from '../../shared/store/retention.ts';
import type { Item, Table } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { askReassignment, decideOnReassignment, makeGroup, operator } from '../support/reassignments.ts';
import { startRealTable } from '../support/real-table.ts';
import { ada, ben, cleo, World } from '../support/world.ts';

const days = 30;
const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** A world without a retention: a change and a reassignment that ended, a refused request and one that waits. */
async function worldThatKeeps(table: Table) {
  const world = new World(table);
  await world.group(2);
  await makeGroup(world, 1, { billing: ben });
  const taken = await world.effectiveChange(ada, { technical: ben });
  await world.settle();
  const reassignment = await askReassignment(world, operator, {
    from: ben,
    to: cleo,
    roles: ['billing'],
    isOperator: true,
  });
  await decideOnReassignment(world, cleo, reassignment);
  await world.settle();
  for (let round = 0; round < 3; round++) {
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
  }
  const { change: refused } = await world.request(ada, { billing: cleo });
  await world.refuse(cleo, refused);
  const effectiveAt = new Date(world.time + 300 * dayMilliseconds);
  const { change: waiting } = await world.request(ada, { billing: cleo }, { effectiveAt });
  await world.accept(cleo, waiting);
  return { world, taken, refused, waiting, reassignment };
}

async function* rowsOf(table: MemoryTable): AsyncGenerator<Item> {
  for (const row of table.items()) yield await Promise.resolve(row);
}

const expiryOf = ({ [tableKeys.timeToLive]: seconds }: Item): number | undefined =>
  typeof seconds === 'number' ? seconds * 1_000 : undefined;

it('What ended before there was a retention expires; what waits, and what is no history, is kept', async () => {
  const table = new MemoryTable();
  const { world, taken, refused, waiting, reassignment } = await worldThatKeeps(table);
  const before = table.items();
  world.time += 10 * dayMilliseconds;
  const run = (isDryRun: boolean) =>
    expireEnded(table, () => rowsOf(table), { days, clock: world.clock, isDryRun });
  const dry = await run(true);
  expect(table.items()).toEqual(before);
  expect(await run(false)).toEqual(dry);

  const rows = table.items();
  const row = (pk: string) =>
    rows.find((one) => one.pk === pk && ['CHANGE', 'REASSIGNMENT'].includes(one.sk));
  const expires = (pk: string) => expiryOf(row(pk) ?? { pk, sk: '' });
  const ended = Date.parse((await world.changeNow(taken)).completedAt ?? '');
  const toSeconds = (time: number) => Math.floor(time / 1_000) * 1_000;
  expect(expires(`CHANGE#${taken.changeId}`)).toBe(toSeconds(ended + days * dayMilliseconds));
  expect(expires(`CHANGE#${refused.changeId}`)).toBe(toSeconds(world.time + days * dayMilliseconds));
  expect(expires(`CHANGE#${waiting.changeId}`)).toBeUndefined();
  expect(expires(`REASSIGNMENT#${reassignment.reassignmentId}`)).toBeLessThan(
    world.time + days * dayMilliseconds,
  );

  const listed = rows.filter(({ sk }) => sk === `CHANGE#${waiting.changeId}`);
  expect(listed.length).toBeGreaterThan(1);
  for (const one of listed)
    expect(expiryOf(one)).toBeGreaterThanOrEqual(
      Date.parse(waiting.effectiveAt ?? '') + marginDays * dayMilliseconds,
    );
  const kept = rows.filter((one) => expiryOf(one) === undefined).map(({ pk }) => pk.replace(/#.*/, ''));
  expect(new Set(kept)).toEqual(new Set(['ACCOUNT', 'GROUP', 'CONTACT', 'SERVICE', 'CHANGE']));
  expect(await run(false)).toEqual({ given: 0, changedMeanwhile: 0 });
});

it('A change that is retried meanwhile keeps no time to live', async () => {
  const table = new MemoryTable();
  const { world } = await worldThatKeeps(table);
  async function* changing(): AsyncGenerator<Item> {
    for (const row of table.items()) {
      if (row.sk === 'CHANGE')
        await table.update({ update: { pk: row.pk, sk: row.sk }, add: { version: 1 } });
      yield row;
    }
  }
  const { changedMeanwhile } = await expireEnded(table, changing, {
    days,
    clock: world.clock,
    isDryRun: false,
  });
  expect(changedMeanwhile).toBeGreaterThan(2);
  expect(table.items().filter((row) => row.sk === 'CHANGE' && expiryOf(row) !== undefined)).toEqual([]);
});

it('In a table of the local database, a run goes on where another was stopped', async () => {
  const real = await startRealTable();
  try {
    const { world } = await worldThatKeeps(real.table);
    const options = { days, clock: world.clock };
    const { given } = await expireEnded(real.table, real.rows, { ...options, isDryRun: true });
    async function* interrupted(): AsyncGenerator<Item> {
      let left = 10;
      for await (const row of real.rows()) {
        if (left-- === 0) throw new Error('The connection was lost.');
        yield row;
      }
    }
    await expect(expireEnded(real.table, interrupted, { ...options, isDryRun: false })).rejects.toThrow(
      'lost',
    );
    const { given: rest } = await expireEnded(real.table, real.rows, { ...options, isDryRun: false });
    expect(rest).toBeLessThanOrEqual(given);
    expect(await expireEnded(real.table, real.rows, { ...options, isDryRun: false })).toMatchObject({
      given: 0,
    });
  } finally {
    await real.stop();
  }
});
