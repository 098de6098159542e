import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseNic, type Rows } from '../../infra/operator/erasure.ts';
import { erasedNic, GroupId, Nic } from '../../shared/domain/identifiers.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { Item, Table } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { refusalOf } from '../support/refusal-of.ts';
import {
  askReassignment,
  decideOnReassignment,
  groupNumber,
  makeGroup,
  operator,
  reassignmentNow,
} from '../support/reassignments.ts';
import { ada, ben, cleo, serviceId, World } from '../support/world.ts';

/** `ben` was a contact of a group, of one service and of another group, and is no more. */
async function worldThatBenLeft(table: Table) {
  const world = new World(table);
  await world.group(2);
  await makeGroup(world, 1, { technical: ben });
  const taken = await world.effectiveChange(ada, { technical: ben });
  await world.advance();
  const [failing, other] = world.memberQueue.take();
  if (failing === undefined || other === undefined) throw new Error('There are two members.');
  await world.fail(world.memberMessage(failing.body));
  await world.propagate([other]);
  await world.settle();
  await world.effectiveChange(ada, { technical: cleo });
  await world.settle();
  const { change: own } = await world.request(ada, { technical: ben }, { service: 1 });
  await world.accept(ben, own);
  const { change: given } = await world.request(ada, { technical: cleo }, { service: 1 });
  await world.accept(cleo, given);
  const { change: refused } = await world.request(ada, { billing: cleo }, { reason: `as ${ben} asked` });
  await world.refuse(cleo, refused, `not from ${ben}`);
  await world.code(ben, ['billing']);
  const asked = { from: ben, to: cleo, roles: ['technical' as const], isOperator: true, batch: 'all' };
  const reassignment = await askReassignment(world, operator, asked);
  await decideOnReassignment(world, cleo, reassignment);
  await world.settle();
  for (let round = 0; round < 3; round++) {
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
  }
  return { world, taken, refused, reassignment };
}

const close = (world: World, who: Nic) => world.account(who, { status: 'closed' });

async function all(rows: Rows): Promise<Item[]> {
  const found: Item[] = [];
  for await (const row of rows()) found.push(row);
  return found;
}
const naming = async (rows: Rows): Promise<Item[]> =>
  (await all(rows)).filter((row) => JSON.stringify(row).includes(ben));

async function* rowsOf(table: MemoryTable): AsyncGenerator<Item> {
  for (const row of table.items()) yield await Promise.resolve(row);
}

/** A table whose connection is lost after some writes. */
class BreakingTable extends MemoryTable {
  writesLeft = Infinity;

  override async transact(...[operations]: Parameters<MemoryTable['transact']>): Promise<void> {
    if (this.writesLeft-- <= 0) throw new Error('The connection was lost.');
    await super.transact(operations);
  }
}

describe('In a table of the local database', () => {
  let real: RealTable;
  beforeEach(async () => {
    real = await startRealTable();
  });
  afterEach(() => real.stop());

  it('the nic is erased from what has ended, which is read as before', async () => {
    const { world, taken, refused, reassignment } = await worldThatBenLeft(real.table);
    await close(world, ben);
    const before = await naming(real.rows);
    const dry = await eraseNic(real.table, real.rows, ben, true);
    expect(dry).toMatchObject({ changedMeanwhile: 0, obstacles: [] });
    expect(dry.rewritten + dry.deleted).toBe(before.length);
    expect(await naming(real.rows)).toEqual(before);
    expect(await eraseNic(real.table, real.rows, ben, false)).toEqual(dry);
    expect(await naming(real.rows)).toEqual([]);

    expect(await world.changeNow(taken)).toMatchObject({
      contacts: { technical: { from: ada, to: erasedNic } },
      consents: [{ nic: erasedNic }],
    });
    expect(await world.changeNow(refused)).toMatchObject({
      reason: `as ${erasedNic} asked`,
      rejection: { detail: `not from ${erasedNic}` },
    });
    expect(await reassignmentNow(world, reassignment)).toMatchObject({ from: erasedNic, to: cleo });
    expect(await world.listedNow(taken)).toMatchObject({ services: 2 });
    expect((await world.groupNow()).contacts.technical).toBe(cleo);
    expect(await eraseNic(real.table, real.rows, ben, false)).toMatchObject({ rewritten: 0, deleted: 0 });
  });
});

describe('An erasure', () => {
  const inMemory = async () => {
    const table = new MemoryTable();
    return { table, rows: () => rowsOf(table), ...(await worldThatBenLeft(table)) };
  };
  const refusalsOf = async (table: MemoryTable): Promise<string[]> => {
    const before = table.items();
    const { obstacles } = await eraseNic(table, () => rowsOf(table), ben, false);
    expect(table.items()).toEqual(before);
    return [...obstacles];
  };

  it('goes on where it was stopped', async () => {
    const table = new BreakingTable();
    const rows = () => rowsOf(table);
    const { world } = await worldThatBenLeft(table);
    await close(world, ben);
    const { rewritten, deleted } = await eraseNic(table, rows, ben, true);
    table.writesLeft = 3;
    await expect(eraseNic(table, rows, ben, false)).rejects.toThrow('The connection was lost.');
    table.writesLeft = Infinity;
    const rest = await eraseNic(table, rows, ben, false);
    expect(rest.rewritten + rest.deleted).toBe(rewritten + deleted - 3);
    expect(await naming(rows)).toEqual([]);
  });

  it('keeps the id of a group that begins with the nic', async () => {
    const { table, rows, world } = await inMemory();
    const ofBen = GroupId.parse(`${ben}-1`);
    await world.stores.groups.create({ ...(await world.groupNow()), groupId: ofBen, serviceCount: 0 });
    await world
      .request(ada, { billing: cleo }, { group: ofBen })
      .then(({ change }) => world.cancel(ada, change));
    await close(world, ben);
    expect((await eraseNic(table, rows, ben, false)).obstacles).toEqual([]);
    expect(await world.stores.groups.find(ofBen)).toMatchObject({ group: { groupId: ofBen } });
    const left = (await naming(rows)).map((row) => JSON.stringify(row).replaceAll(ofBen, ''));
    expect(left.filter((row) => row.includes(ben))).toEqual([]);
  });

  it('refuses while the account is open', async () => {
    const { table } = await inMemory();
    expect(await refusalsOf(table)).toEqual([
      'Its account is open. Close it first, so that nobody can name it again.',
    ]);
  });

  it('refuses while the nic is a contact of a group and of its services', async () => {
    const { table, world } = await inMemory();
    await world.effectiveChange(ada, { billing: ben });
    await world.settle();
    await close(world, ben);
    const refusals = await refusalsOf(table);
    expect(refusals).toContain(`It is a contact: GROUP#${(await world.groupNow()).groupId}#billing.`);
    expect(refusals).toContain(`It is in use: SERVICE#${serviceId(0)} SERVICE.`);
  });

  it('refuses while a request, a change or a reassignment that names it is under way', async () => {
    const { table, world } = await inMemory();
    const { change } = await world.request(ada, { billing: ben });
    const reassignment = await askReassignment(world, ada, {
      from: ada,
      to: ben,
      roles: ['billing'],
      groupIds: [groupNumber(1)],
    });
    await close(world, ben);
    const refusals = await refusalsOf(table);
    expect(refusals).toContain(
      `The change ${change.changeId} is awaiting-consent. Wait for its end, or cancel it.`,
    );
    expect(refusals).toContain(
      `The reassignment ${reassignment.reassignmentId} is awaiting-consent. Wait for its end.`,
    );
  });

  it('leaves a row that was written meanwhile, and the account, to the next run', async () => {
    const { table, rows, world, taken } = await inMemory();
    await close(world, ben);
    let reads = 0;
    const stale: Rows = async function* () {
      reads += 1;
      const read = table.items();
      if (reads === 2) await bump(world, taken);
      for (const row of read) yield row;
    };
    expect(await eraseNic(table, stale, ben, false)).toMatchObject({ changedMeanwhile: 1 });
    expect(await world.stores.accounts.find(ben)).toBeDefined();
    expect(await eraseNic(table, rows, ben, false)).toMatchObject({ changedMeanwhile: 0, deleted: 1 });
    expect(await naming(rows)).toEqual([]);
  });

  it('leaves nothing to retry of a change that gave the role to the nic', async () => {
    const table = new MemoryTable();
    const world = new World(table);
    await world.group(1);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    for (const { body } of world.memberQueue.take()) await world.fail(world.memberMessage(body));
    await world.settle();
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    await close(world, ben);
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect((await eraseNic(table, () => rowsOf(table), ben, false)).obstacles).toEqual([]);
    expect(await refusalOf(world.retry(ada, change))).toEqual(['state-conflict']);
  });
});

async function bump(world: World, change: ContactChange): Promise<void> {
  const now = await world.changeNow(change);
  await world.stores.changes.proceed({ ...now, version: now.version + 1 }, world.clock.now());
}
