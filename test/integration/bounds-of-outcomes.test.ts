import { describe, expect, it } from 'vitest';
import { listMemberOutcomes } from '../../functions/api/list-member-outcomes/list-member-outcomes.ts';
import { eventPrefix } from '../../shared/store/event-keys.ts';
import { changePartition, outcomePartition, outcomeShards } from '../../shared/store/keys.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, asNic, ben, cleo, World } from '../support/world.ts';

/** A change of many members that has ended, 13 of them failed. */
async function endedWithThirteenFailures(services: number) {
  const memory = new MemoryTable();
  const counted = countedTable(memory);
  const world = new World(counted.table);
  await world.group(services);
  const change = await world.effectiveChange(ada, { technical: ben });
  while (world.memberQueue.messages.length < services) await world.advance();
  const messages = world.memberQueue.take();
  for (const { body } of messages.slice(0, 13)) await world.fail(world.memberMessage(body));
  await world.propagate(messages.slice(13));
  await world.settle();
  expect(await world.progressNow(change)).toMatchObject({ failed: 13, applied: services - 13 });
  return { world, change, memory, reads: counted.reads };
}

describe('Recorded outcomes', () => {
  it('are found for a page of reads, however many members took the change', async () => {
    const itemsRead = async (services: number) => {
      const { world, change, reads } = await endedWithThirteenFailures(services);
      const list = listMemberOutcomes(world.effects);
      reads.items = 0;
      const answer = await list({
        caller: asNic(ada),
        params: { changeId: change.changeId },
        query: { limit: 50, state: 'failed' },
        body: undefined,
        headers: {},
      });
      if (answer.isReplayed) throw new Error('This was a replay.');
      expect(answer.body.items).toHaveLength(13);
      expect(answer.body.nextCursor).toBeNull();
      return reads.items;
    };
    expect(await itemsRead(2_000)).toBe(await itemsRead(100));
  });

  it('lie over several partitions, and none beside the row of their change', async () => {
    const { change, memory } = await endedWithThirteenFailures(100);
    const { changeId } = change;
    const rows = memory.items();
    const beside = rows.filter(
      ({ pk, sk }) => pk === changePartition(changeId) && !sk.startsWith(eventPrefix),
    );
    expect(beside.map(({ sk }) => sk)).toEqual(['CHANGE']);
    const partitions = Array.from({ length: outcomeShards }, (_, shard) => outcomePartition(changeId, shard));
    const used = partitions.map((partition) => rows.filter(({ pk }) => pk === partition).length);
    expect(used.reduce((sum, count) => sum + count, 0)).toBe(13);
    expect(used.filter((count) => count > 0).length).toBeGreaterThan(outcomeShards / 2);
  });

  it('are of members alone: who joined at the revision or later is neither counted nor listed', async () => {
    const world = new World();
    await world.group(2);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.join(10);
    const two = { services: 2, superseded: 0, failed: 0 };
    expect(await world.listedNow(change)).toMatchObject(two);
    await world.settle();
    await world.effectiveChange(ada, { technical: cleo });
    await world.join(11);
    await world.settle();
    expect(await world.listedNow(change)).toEqual({ ...two, applied: 2, pending: 0 });
    expect(await world.progressNow(change)).toEqual({ ...two, applied: 2, pending: 0 });
  });
});

it('The rows of a group and of its services stay below 64 KB while 80 changes propagate', async () => {
  const memory = new MemoryTable();
  const world = new World(memory);
  await world.group(1);
  for (let turn = 0; turn < 80; turn++) {
    const [administration, billing] = turn % 2 === 0 ? [ben, cleo] : [ada, ben];
    const holder = (await world.groupNow()).contacts.administration;
    const roles = { administration, billing, technical: billing };
    const { changeId } = await world.effectiveChange(holder, roles);
    // Its members take it, and nobody reads them back.
    const steps = world.changeQueue.take();
    await world.advance(steps.filter(({ body }) => JSON.stringify(body).includes(changeId)));
    world.changeQueue.take();
    await world.propagate();
  }
  expect(Object.keys((await world.groupNow()).propagating)).toHaveLength(80);
  const sizes = memory.items().map((item) => Buffer.byteLength(JSON.stringify(item)));
  expect(Math.max(...sizes)).toBeLessThan(64 * 1_024);
  expect(Math.max(...sizes)).toBeGreaterThan(10_000);
});
