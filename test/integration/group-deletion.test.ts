import { describe, expect, it } from 'vitest';
import { scheduleWrites } from '../../shared/store/change-writes.ts';
import type { ClosedOperation, RequestInMemory } from '../support/api-in-memory.ts';
import { ask, asOperator, make, remove } from '../support/group-deletion.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';
import { eventPrefix } from '../../shared/store/event-keys.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, cleo, eve, groupId, serviceId, World } from '../support/world.ts';

describe('The deletion of a group', () => {
  it('leaves nothing of it but a tombstone', async () => {
    const table = new MemoryTable();
    const world = new World(table);
    await world.group(1, { technical: ben });
    await world.leave(0);
    expect(await remove(world)).toEqual({ status: 204, answer: undefined });
    const left = table
      .items()
      .filter(({ pk }) => pk.startsWith('GROUP#') || pk.startsWith('CONTACT#'))
      // Events are history.
      .filter(({ sk }) => !sk.startsWith(eventPrefix));
    expect(left).toEqual([{ pk: `GROUP#${groupId}`, sk: 'LAST', revision: 0, generation: 0 }]);
    expect((await ask(world, 'getGroup', { params: { groupId } })).status).toBe(404);
    expect((await ask(world, 'listGroups', {}, { nic: ada, isOperator: false })).answer).toMatchObject({
      items: [],
    });
    expect((await remove(world)).status).toBe(404);
  });

  it('is refused while it has services or open requests, and says which', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    expect(await remove(world)).toMatchObject({
      status: 409,
      answer: {
        code: 'state-conflict',
        errors: [{ detail: expect.stringContaining('2 services') }, { changeId: change.changeId }],
      },
    });
    await world.leave(0);
    await world.leave(1);
    expect(await remove(world)).toMatchObject({ answer: { errors: [{ changeId: change.changeId }] } });
    await world.cancel(ada, change);
    expect((await remove(world)).status).toBe(204);
  });

  it('is refused while a change propagates', async () => {
    const world = new World();
    await world.group(0);
    const change = await world.effectiveChange(ada, { technical: ben });
    expect(await remove(world)).toMatchObject({
      status: 409,
      answer: { errors: [{ changeId: change.changeId }] },
    });
    await world.settle();
    expect((await remove(world)).status).toBe(204);
    expect((await world.changeNow(change)).state).toBe('completed');
  });

  it('ends the requests that had expired, and leaves no lock and no place', async () => {
    const table = new MemoryTable();
    const world = new World(table);
    await world.group(0);
    const { change: expired } = await world.request(ada, { technical: ben });
    world.time = Date.parse(expired.expiresAt);
    expect((await remove(world)).status).toBe(204);
    expect((await world.changeNow(expired)).state).toBe('expired');
    await make(world);
    expect((await world.request(ada, { technical: ben })).change.state).toBe('awaiting-consent');
  });
});

describe('What happens while a group is deleted', () => {
  const world = async (services = 0) => {
    const table = new InterruptedTable();
    const made = new World(table);
    await made.group(services);
    return { table, made };
  };

  it.each<[string, (made: World) => Promise<unknown>, number]>([
    ['a service joins', (made) => made.join(0), 409],
    ['a request is recorded', (made) => made.request(ada, { technical: ben }), 409],
    ['a change becomes effective', (made) => made.effectiveChange(ada, { technical: ben }), 409],
    [
      'a request comes and goes',
      async (made) => made.cancel(ada, (await made.request(ada, { technical: ben })).change),
      204,
    ],
    ['it is described', (made) => make(made, { description: 'Head office' }), 204],
    ['it is deleted', remove, 404],
  ])('if %s, the deletion is judged again', async (_what, meanwhile, status) => {
    const { table, made } = await world();
    table.beforeNextTransaction = async () => {
      await meanwhile(made);
    };
    expect((await remove(made)).status).toBe(status);
  });

  it.each<[string, ClosedOperation, RequestInMemory]>([
    [
      'join of a service',
      'putGroupService',
      { params: { groupId, serviceId: serviceId(0) }, body: { kind: 'line' } },
    ],
    ['request', 'requestGroupChange', { params: { groupId }, body: { contacts: { technical: ben } } }],
    [
      'change with all consents',
      'requestGroupChange',
      { params: { groupId }, body: { contacts: { technical: ada } } },
    ],
  ])('a %s meets a deletion, and finds no group', async (_what, operation, request) => {
    const { table, made } = await world();
    await made.settle();
    if (operation === 'requestGroupChange') await made.effectiveChange(ada, { technical: cleo });
    await made.settle();
    table.beforeNextTransaction = async () => {
      expect((await remove(made)).status).toBe(204);
    };
    const asking = operation === 'putGroupService' ? asOperator : { nic: ada, isOperator: false };
    expect((await ask(made, operation, request, asking)).status).toBe(404);
    expect(table.items().filter(({ pk }) => pk.startsWith('SERVICE#') || pk.startsWith('CONTACT#'))).toEqual(
      [],
    );
  });

  it('a description meets a deletion, and makes no group', async () => {
    const { table, made } = await world();
    table.beforeNextTransaction = async () => {
      await remove(made);
    };
    expect(await make(made, { description: 'Head office' })).toMatchObject({
      status: 422,
      answer: { errors: [{ pointer: '/contacts' }] },
    });
  });
});

describe('A change that failed on members of a deleted group', () => {
  async function failedAndDeleted() {
    const world = new World();
    await world.group(1);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [message] = world.memberQueue.take();
    await world.fail(world.memberMessage(message?.body));
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    await world.leave(0);
    return { world, change };
  }

  it('is not retried', async () => {
    const { world, change } = await failedAndDeleted();
    expect((await remove(world)).status).toBe(204);
    await expect(world.retry(eve, change, true)).rejects.toThrow('deleted');
    await make(world);
    await expect(world.retry(eve, change, true)).rejects.toThrow('deleted');
  });

  it('is in the way while its retry waits; one that was asked for in the same moment is withdrawn', async () => {
    const { world, change } = await failedAndDeleted();
    const stored = await world.changeNow(change);
    const waiting = {
      ...stored,
      retryRequestedAt: world.clock.now().toISOString(),
      version: stored.version + 1,
    };
    await make(world);
    await world.stores.changes.proceed(waiting, world.clock.now(), scheduleWrites(waiting, stored));
    expect(await remove(world)).toMatchObject({
      status: 409,
      answer: { errors: [{ changeId: change.changeId }] },
    });
    await world.stores.groupDeletions.remove(
      { group: await world.groupNow(), openRequests: [] },
      world.clock.now(),
    );
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await world.changeNow(change)).retryRequestedAt).toBeUndefined();
    expect(await world.stores.groupDeletions.find(groupId)).toBeUndefined();
  });
});
