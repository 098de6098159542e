import { describe, expect, it } from 'vitest';
import { ChangeId, type Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { inboxPartition } from '../../shared/store/inbox-keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import {
  askReassignment,
  cancelAsCaller,
  decideOnReassignment,
  makeGroup,
  operator,
  saveAllAccounts,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;

async function inboxOf(world: World, nic: Nic, query: Record<string, string> = {}) {
  const { body, statusCode } = await new ApiInMemory(world).call('listInbox', { nic }, { query });
  expect(statusCode).toBe(200);
  return operations.listInbox.answer.parse(JSON.parse(body ?? ''));
}

const idsOf = async (world: World, nic: Nic): Promise<string[]> =>
  (await inboxOf(world, nic)).items.map((item) =>
    item.kind === 'reassignment' ? item.reassignment.reassignmentId : item.contactChange.changeId,
  );

/** The rows that list something for the nic. */
const rowsOf = async (world: World, nic: Nic) =>
  (await world.table.query({ pk: inboxPartition(nic), limit: 1_000 })).items;

describe('The inbox', () => {
  it('lists changes and reassignments that wait for the caller, the soonest to expire first', async () => {
    const world = await worldOfGroups(0);
    await world.group(1);
    await makeGroup(world, 1, { technical: ben });
    const { change: first } = await world.request(ada, { technical: cleo });
    world.time += hour;
    const middle = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    world.time += hour;
    const { change: last } = await world.request(ada, { technical: cleo }, { service: 0 });
    const { items } = await inboxOf(world, cleo);
    expect(items).toMatchObject([
      { kind: 'contact-change', expiresAt: first.expiresAt, contactChange: { changeId: first.changeId } },
      {
        kind: 'reassignment',
        expiresAt: middle.expiresAt,
        reassignment: { reassignmentId: middle.reassignmentId },
      },
      { kind: 'contact-change', expiresAt: last.expiresAt, contactChange: { changeId: last.changeId } },
    ]);
    for (const nic of [ada, ben, dan, operator]) expect(await idsOf(world, nic)).toEqual([]);
    world.time = Date.parse(first.expiresAt);
    expect(await idsOf(world, cleo)).toEqual([middle.reassignmentId, last.changeId]);
  });

  it('no longer lists what the caller has decided, or what has ended, and keeps no row of it', async () => {
    const world = await worldOfGroups(0);
    await world.group(1);
    await makeGroup(world, 1, { technical: ben });
    const { change } = await world.request(ada, { technical: cleo, billing: dan });
    await world.accept(cleo, change);
    expect([await idsOf(world, cleo), await idsOf(world, dan)]).toEqual([[], [change.changeId]]);
    await world.refuse(dan, change);
    const { change: cancelled } = await world.request(ada, { technical: cleo, billing: dan });
    await world.cancel(ada, cancelled);
    const { change: expired } = await world.request(ada, { technical: cleo });
    for (const [to, end] of [
      [cleo, 'accept'],
      [dan, 'refuse'],
      [eve, 'cancel'],
    ] as const) {
      const asked = await askReassignment(world, ada, { from: ben, to, roles: ['technical'] });
      expect((await inboxOf(world, to)).items.at(-1)).toMatchObject({ kind: 'reassignment' });
      if (end === 'cancel') await cancelAsCaller(world, ada, asked);
      else await decideOnReassignment(world, to, asked, end === 'accept' ? 'accepted' : 'refused');
    }
    expect(await idsOf(world, cleo)).toEqual([expired.changeId]);
    world.time += week;
    await world.runDueWork();
    await world.settle();
    for (const nic of [cleo, dan, eve])
      expect([await idsOf(world, nic), await rowsOf(world, nic)]).toEqual([[], []]);
  });

  it('does not list requests that ended because others moved the administration or deleted the service', async () => {
    const world = new World();
    await world.group(2);
    await world.request(ada, { technical: cleo });
    await world.request(ada, { technical: cleo }, { service: 0 });
    await world.leave(0);
    const { change } = await world.request(ada, { administration: dan });
    await world.accept(dan, change);
    expect(await idsOf(world, cleo)).toEqual([]);
  });

  it('goes on from its cursor although that has expired meanwhile, and takes no other', async () => {
    const world = new World();
    await world.group(3);
    const made: string[] = [];
    for (const service of [0, 1, 2]) {
      made.push((await world.request(ada, { technical: cleo }, { service })).change.changeId);
      world.time += hour;
    }
    const page = await inboxOf(world, cleo, { limit: '1' });
    world.time += week - 2.5 * hour;
    const cursor = page.nextCursor ?? '';
    const rest = await inboxOf(world, cleo, { cursor });
    expect(rest.items.map((item) => item.kind === 'contact-change' && item.contactChange.changeId)).toEqual(
      made.slice(1),
    );
    const { statusCode } = await new ApiInMemory(world).call(
      'listInbox',
      { nic: dan },
      { query: { cursor } },
    );
    expect(statusCode).toBe(400);
  });

  it('reads what waits, and not what the caller was party to before', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = new World(table);
    await world.group(1);
    await saveAllAccounts(world);
    for (let count = 0; count < 200; count++) {
      const { change } = await world.request(ada, { technical: cleo });
      await world.refuse(cleo, change);
    }
    const { change } = await world.request(ada, { technical: cleo });
    Object.assign(reads, { requests: 0, items: 0 });
    expect(await idsOf(world, cleo)).toEqual([change.changeId]);
    expect(reads.requests).toBeLessThanOrEqual(3);
    expect(reads.items).toBeLessThanOrEqual(60);
  });

  it('reads a bounded number of rows that wait no longer', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = new World(table);
    const expiresAt = new Date(world.time + hour).toISOString();
    for (let count = 0; count < 3_000; count++) {
      const changeId = ChangeId.parse(`01KJM6JM00PWCKTHP75QF${String(count).padStart(5, '0')}`);
      await table.put({ put: { pk: inboxPartition(cleo), sk: `${expiresAt}#${changeId}`, changeId } });
    }
    const page = await inboxOf(world, cleo);
    expect([page.items, typeof page.nextCursor]).toEqual([[], 'string']);
    expect(reads.items).toBeLessThanOrEqual(2_100);
  });
});
