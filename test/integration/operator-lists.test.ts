import { describe, expect, it } from 'vitest';
import { ContactChange } from '../../shared/domain/contact-change.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { changeEntry } from '../../shared/store/list-entries.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { askForList, changesIn, pageOf, reassignmentsIn } from '../support/operator-pages.ts';
import {
  askReassignment,
  decideOnReassignment,
  groupNumber,
  hoursFrom,
  operator,
  reassignmentNow,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, World } from '../support/world.ts';

describe('The list of all changes in a state', () => {
  it('has a change from the write that decides, and no more once it is in another state', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben });
    expect(await changesIn(world, 'awaiting-consent')).toEqual([change.changeId]);
    await world.accept(ben, change);
    expect(await changesIn(world, 'awaiting-consent')).toEqual([]);
    expect(await changesIn(world, 'propagating')).toEqual([change.changeId]);
    await world.advance();
    const [failing] = world.memberQueue.messages.splice(0, 1);
    await world.fail(world.memberMessage(failing?.body));
    await world.settle();
    expect(await changesIn(world, 'propagating')).toEqual([]);
    expect(await changesIn(world, 'completed-with-failures')).toEqual([change.changeId]);
    await world.retry(operator, change, true);
    expect(await changesIn(world, 'completed-with-failures')).toEqual([]);
    await world.settle();
    expect(await changesIn(world, 'completed')).toEqual([change.changeId]);
  });

  it('is newest first over all groups, by the end or else by the request, page by page', async () => {
    const world = await worldOfGroups(5);
    const requested: string[] = [];
    for (let number = 0; number < 5; number++) {
      world.time += 60_000;
      const { change } = await world.request(ada, { technical: cleo }, { group: groupNumber(number) });
      requested.unshift(change.changeId);
    }
    for (let number = 0; number < 5; number++) {
      const { change } = await world.request(ada, { billing: cleo }, { group: groupNumber(number) });
      requested.unshift(change.changeId);
    }
    // At the same moment they come by their ids.
    expect(await changesIn(world, 'awaiting-consent')).toEqual(requested);
    const ended = [3, 9, 6].map((index) => requested[index] ?? '');
    for (const changeId of ended) {
      world.time += 60_000;
      await world.accept(cleo, { changeId: ContactChange.shape.changeId.parse(changeId) });
      await world.settle();
    }
    expect(await changesIn(world, 'completed')).toEqual(ended.toReversed());
  });

  it('is limited to times, so that what has been in a state for long is found', async () => {
    const world = await worldOfGroups(4);
    const made: string[] = [];
    const times: string[] = [];
    for (let number = 0; number < 4; number++) {
      world.time += 3_600_000;
      const { change } = await world.request(ada, { technical: cleo }, { group: groupNumber(number) });
      made.push(change.changeId);
      times.push(change.requestedAt);
    }
    const [, second = '', third = ''] = times;
    const list = async (query: Record<string, string>) => {
      const asked = { of: 'everyone', state: 'awaiting-consent', ...query };
      const page = await pageOf(world, operations.listMyChanges, asked);
      return { ids: page.items.map(({ changeId }) => changeId), nextCursor: page.nextCursor };
    };
    expect((await list({ until: third })).ids).toEqual([made[1], made[0]]);
    expect((await list({ since: third })).ids).toEqual([made[3], made[2]]);
    const withOffset = second.replace('Z', '+00:00');
    expect((await list({ since: withOffset, until: third })).ids).toEqual([made[1]]);
    expect((await list({ since: third, until: second })).ids).toEqual([]);
    expect((await list({ until: '9999-12-31T23:59:59-12:00' })).ids).toHaveLength(4);
    const { ids, nextCursor } = await list({ until: third, limit: '1' });
    expect(ids).toEqual([made[1]]);
    expect((await list({ until: third, cursor: nextCursor ?? '' })).ids).toEqual([made[0]]);
    const other = await askForList(world, 'listMyChanges', {
      of: 'everyone',
      state: 'awaiting-consent',
      cursor: nextCursor ?? '',
    });
    expect(other.statusCode).toBe(400);
    const reassignments: string[] = [];
    for (const to of [ben, cleo]) {
      const asked = { from: ada, to, roles: ['billing' as const] };
      reassignments.push((await askReassignment(world, ada, asked)).reassignmentId);
      world.time += 60_000;
    }
    const until = new Date(world.time - 60_000).toISOString();
    const { items } = await pageOf(world, operations.listReassignments, {
      of: 'everyone',
      state: 'awaiting-consent',
      until,
    });
    expect(items.map(({ reassignmentId }) => reassignmentId)).toEqual(reassignments.slice(0, 1));
  });

  it('has a request that another one ended unread in its new state', async () => {
    const world = new World();
    await world.group(1);
    const { change: losing } = await world.request(ada, { technical: ben });
    world.time += 60_000;
    await world.effectiveChange(ada, { administration: cleo });
    expect(await changesIn(world, 'awaiting-consent')).toEqual([]);
    expect(await changesIn(world, 'rejected')).toEqual([losing.changeId]);
    const { keys } = await world.table.queryListed({
      listPartition: changeEntry({ ...losing, state: 'rejected' }).listPartition,
      from: '!',
      to: '~',
      limit: 10,
    });
    expect(keys.map(({ listKey }) => listKey)).toEqual([`${losing.requestedAt}#${losing.changeId}`]);
  });

  it('leaves out what has expired by the clock, and has it as expired once due work wrote that', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    expect(await changesIn(world, 'awaiting-consent')).toEqual([]);
    await world.runDueWork();
    await world.settle();
    expect(await changesIn(world, 'expired')).toEqual([change.changeId]);
  });

  it('reads a bounded number of rows, however many have left the state by the clock', async () => {
    const memory = new MemoryTable();
    const world = new World(memory);
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    const row = await memory.get({ pk: `CHANGE#${change.changeId}`, sk: 'CHANGE' });
    for (let number = 0; number < 1_500; number++) {
      const changeId = world.effects.newChangeId();
      const copied = { ...change, changeId };
      await memory.put({
        put: { ...row, pk: `CHANGE#${changeId}`, sk: 'CHANGE', changeId, ...changeEntry(copied) },
      });
    }
    world.time = Date.parse(change.expiresAt);
    const { table, reads } = countedTable(memory);
    const counted = new World(table);
    counted.time = world.time;
    const { items, nextCursor } = await pageOf(counted, operations.listMyChanges, {
      of: 'everyone',
      state: 'awaiting-consent',
    });
    expect([items, typeof nextCursor]).toEqual([[], 'string']);
    // Of each candidate an entry in each shard at the most, its row, and its group's rows at each of ten reads.
    expect(reads.items).toBeLessThan(1_000 * 9 + 2_500);
  });

  it('refuses a cursor that was made up', async () => {
    const world = new World();
    const query = { of: 'everyone', state: 'completed', cursor: 'AAAA' };
    expect((await askForList(world, 'listMyChanges', query)).statusCode).toBe(400);
  });
});

describe('The list of all reassignments in a state', () => {
  it('follows a reassignment from its request to its end, newest first', async () => {
    const world = await worldOfGroups(1);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], isOperator: true };
    const first = await askReassignment(world, operator, asked);
    world.time += 60_000;
    const later = await askReassignment(world, operator, {
      ...asked,
      roles: ['technical', 'billing'],
      runAt: hoursFrom(world, 2),
    });
    const [one, two] = [first.reassignmentId, later.reassignmentId];
    expect(await reassignmentsIn(world, 'awaiting-consent')).toEqual([two, one]);
    await decideOnReassignment(world, cleo, first);
    await decideOnReassignment(world, cleo, later);
    expect(await reassignmentsIn(world, 'running')).toEqual([one]);
    expect(await reassignmentsIn(world, 'scheduled')).toEqual([two]);
    await world.settle();
    expect((await reassignmentNow(world, first)).state).toBe('completed');
    expect(await reassignmentsIn(world, 'running')).toEqual([]);
    expect(await reassignmentsIn(world, 'completed')).toEqual([one]);
  });
});
