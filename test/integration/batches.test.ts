import { describe, expect, it } from 'vitest';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import {
  askReassignment,
  cancelAsCaller,
  groupNumber,
  operator,
  reassignmentNow,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, World } from '../support/world.ts';

const roles = ['technical' as const];
const batch = 'night of 1 March';

async function accept(
  world: World,
  nic: Nic,
  body: Partial<Record<'batch' | 'requestedBy' | 'requestedUntil', string>>,
) {
  const requestedUntil = world.clock.now().toISOString();
  const asked = { batch, requestedBy: operator, requestedUntil, ...body };
  const answer = await new ApiInMemory(world).call('acceptReassignments', { nic }, { body: asked });
  return operations.acceptReassignments.answer.parse(JSON.parse(answer.body ?? ''));
}

async function listed(world: World, nic: Nic, query: Record<string, string>) {
  const { body } = await new ApiInMemory(world).call('listReassignments', { nic }, { query });
  return operations.listReassignments.answer.parse(JSON.parse(body ?? '')).items;
}

/** Reassignments of an operator, one for each group. */
async function batchOf(world: World, count: number, { name = batch, first = 1 } = {}) {
  const made = [];
  for (let number = first; number < first + count; number++)
    made.push(
      await askReassignment(world, operator, {
        from: ben,
        to: cleo,
        roles,
        groupIds: [groupNumber(0), groupNumber(number)],
        batch: name,
        isOperator: true,
      }),
    );
  return made;
}

describe('A batch of reassignments', () => {
  it('is shown by each and listed for its parties, newest first', async () => {
    const world = await worldOfGroups(1);
    const [first, second] = await batchOf(world, 2);
    await askReassignment(world, ada, { from: ben, to: dan, roles, batch: 'another' });
    await askReassignment(world, ada, { from: ben, to: cleo, roles });
    for (const nic of [ben, cleo, operator]) {
      const items = await listed(world, nic, { batch });
      expect(items.map(({ reassignmentId, batch: name }) => [reassignmentId, name])).toEqual([
        [second?.reassignmentId, batch],
        [first?.reassignmentId, batch],
      ]);
    }
    expect(await listed(world, ada, { batch })).toEqual([]);
    expect(await listed(world, cleo, { batch, state: 'running' })).toEqual([]);
  });

  it('counts each as accepted by one of two calls at once', async () => {
    const world = await worldOfGroups(1);
    await batchOf(world, 5);
    const both = await Promise.all([accept(world, cleo, {}), accept(world, cleo, {})]);
    expect(both.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(5);
  });

  it('is read alone, however many others there are', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = await worldOfGroups(1, new World(table));
    await batchOf(world, 150, { name: 'another', first: 10 });
    await batchOf(world, 1);
    reads.items = 0;
    expect(await listed(world, cleo, { batch })).toHaveLength(1);
    expect(reads.items).toBeLessThanOrEqual(60);
  });

  it('is accepted by its `to` alone, those that it was asked for by then', async () => {
    const world = await worldOfGroups(1);
    const early = await batchOf(world, 2);
    const others = await batchOf(world, 1, { name: 'another', first: 10 });
    world.time += 1_000;
    const late = await batchOf(world, 1, { first: 20 });
    const requestedUntil = new Date(world.time - 1_000).toISOString();
    for (const nic of [ben, dan, operator])
      expect(await accept(world, nic, {})).toEqual({ accepted: 0, more: false });
    expect(await accept(world, cleo, { requestedBy: ada })).toEqual({ accepted: 0, more: false });
    expect(await accept(world, cleo, { requestedUntil: '2020-01-01T00:00:00.000Z' })).toMatchObject({
      accepted: 0,
    });
    expect(await accept(world, cleo, { requestedUntil })).toEqual({ accepted: 2, more: false });
    expect(await accept(world, cleo, { requestedUntil })).toEqual({ accepted: 0, more: false });
    const state = async (one: Parameters<typeof reassignmentNow>[1]) =>
      (await reassignmentNow(world, one)).state;
    for (const one of early) expect(await state(one)).toBe('running');
    for (const one of [...others, ...late]) expect(await state(one)).toBe('awaiting-consent');
  });

  it('is accepted a hundred at a time, and what ended otherwise is no longer in it', async () => {
    const world = await worldOfGroups(1);
    const made = await batchOf(world, 105);
    for (const one of made.slice(0, 3)) await cancelAsCaller(world, operator, one, true);
    expect(await accept(world, cleo, {})).toEqual({ accepted: 100, more: true });
    expect(await accept(world, cleo, {})).toEqual({ accepted: 2, more: false });
  });

  it('is not accepted once it has expired, even if that is not stored yet', async () => {
    const world = await worldOfGroups(1);
    await batchOf(world, 2);
    world.time += 7 * 24 * 3_600_000;
    expect(await accept(world, cleo, {})).toEqual({ accepted: 0, more: false });
  });
});
