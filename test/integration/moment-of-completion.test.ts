import { describe, expect, it } from 'vitest';
import { getContactChange } from '../../functions/api/get-contact-change/get-contact-change.ts';
import type { Table, Write } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { all, reported, withOneFailed } from '../support/reported.ts';
import { ada, ben, World } from '../support/world.ts';

/** A table in which something happens right before the write that ends a change, once. */
function beforeCompletion(happen: () => Promise<unknown>): Table {
  const inner = new MemoryTable();
  let hasHappened = false;
  const ends = (write: Write): boolean =>
    'put' in write && typeof write.put['state'] === 'string' && write.put['state'].startsWith('completed');
  const transact = inner.transact.bind(inner);
  inner.transact = async (operations) => {
    if (!hasHappened && operations.some(ends)) {
      hasHappened = true;
      await happen();
    }
    await transact(operations);
  };
  return inner;
}

describe('In the very moment of completion', () => {
  it('a member that takes the change after all has applied it', async () => {
    const world = new World(beforeCompletion(() => world.propagate(failed.late)));
    const failed = await withOneFailed(world, 3);
    await world.settle();
    expect((await world.changeNow(failed.change)).state).toBe('completed');
    expect(await reported(world, failed.change)).toEqual(all(3));
  });

  it.each([0, 1])('member %i that is deleted is counted no longer', async (number) => {
    const world = new World(beforeCompletion(() => world.leave(number)));
    const { change } = await withOneFailed(world, 3);
    await world.settle();
    expect(await reported(world, change)).toEqual({ ...all(number === 0 ? 2 : 1), failed: number });
  });

  it('a change that is read just before its group is answered as it ended', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.propagate();
    const { groups, ...effects } = world.effects;
    const find: typeof groups.find = async (groupId) => {
      await world.settle();
      return groups.find(groupId);
    };
    const get = getContactChange({ ...effects, groups: { ...groups, find } });
    const caller = { nic: ada, isOperator: false };
    const { body } = await get({
      caller,
      params: { changeId: change.changeId },
      query: {},
      body: undefined,
      headers: {},
    });
    expect(body).toMatchObject({ state: 'completed', progress: { services: 3, ...all(3) } });
  });
});
