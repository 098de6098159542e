import { describe, expect, it } from 'vitest';
import { InterruptedTable } from '../support/interrupted-table.ts';
import {
  askReassignment,
  countsOf,
  groupNow,
  groupNumber,
  reassignmentNow,
  outcomes,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, World } from '../support/world.ts';

describe('A reassignment', () => {
  it('repeats nothing and skips nothing if a step is delivered twice or interrupted', async () => {
    const table = new InterruptedTable();
    const world = await worldOfGroups(30, new World(table));
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.runReassignments();
    let transactions = 0;
    const step = world.reassignmentQueue.take();
    table.beforeNextTransaction = async () => {
      // The same step a second time, in the middle of the first.
      transactions += 1;
      await world.runReassignments(step);
    };
    await world.runReassignments(step);
    await world.runReassignments(step);
    await world.settle();
    expect(transactions).toBe(1);
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 30, skipped: 0, failed: 0 });
    const { candidates } = await world.stores.reassignments.targets(reassignment.reassignmentId, {
      limit: 100,
    });
    expect(new Set(candidates.map(({ changeId }) => changeId)).size).toBe(30);
    for (let number = 0; number < 30; number++) expect((await groupNow(world, number)).revision).toBe(1);
  });

  it('that has stalled is found by due work', async () => {
    const world = await worldOfGroups(2);
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    for (let step = 0; step < 4; step++) {
      world.reassignmentQueue.take();
      world.changeQueue.take();
      world.time += 60_000;
      await world.runDueWork();
      await world.runReassignments();
    }
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed');
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 2 });
  });

  it('retries a target after a temporary error, and fails it after the last attempt', async () => {
    const world = await worldOfGroups(2);
    const broken = groupNumber(0);
    const { changes } = world.stores;
    Object.defineProperty(world, 'stores', {
      value: {
        ...world.stores,
        changes: {
          ...changes,
          findGroupContext: (...asked: Parameters<typeof changes.findGroupContext>) =>
            asked[0] === broken ? Promise.reject(new Error('broken')) : changes.findGroupContext(...asked),
        },
      },
    });
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { groupId: broken, state: 'failed', failure: { code: 'internal-error' } },
      { state: 'completed' },
    ]);
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed-with-failures');
  });
});
