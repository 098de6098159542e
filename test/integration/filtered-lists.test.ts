import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { encodeCursor } from '../../shared/http/cursor.ts';
import { given, listScope } from '../../shared/http/paging.ts';
import { ApiInMemory, type ClosedOperation } from '../support/api-in-memory.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, cleo, dan, groupId, serviceId, World } from '../support/world.ts';

type Query = Readonly<Record<string, string>>;

async function read<Answer extends z.ZodType>(
  world: World,
  { operationId, answer }: { readonly operationId: ClosedOperation; readonly answer: Answer },
  query: Query,
): Promise<z.infer<Answer>> {
  const { body } = await new ApiInMemory(world).call(
    operationId,
    { nic: ada },
    { ...(operationId !== 'listGroups' && { params: { groupId } }), query },
  );
  return z.parse(answer, JSON.parse(body ?? ''));
}

const statusOf = async (world: World, operation: ClosedOperation, query: Query) =>
  (await new ApiInMemory(world).call(operation, { nic: ada }, { params: { groupId }, query })).statusCode;

describe('The groups of a caller', () => {
  it('are found by the beginning of their ids, and by role besides', async () => {
    const world = new World();
    await world.group(0);
    const others = ['ab12345-ovh-10', 'ab12345-ovh-11', 'ab1-ovh-1', 'cd1-ovh-1'].map((id) =>
      GroupId.parse(id),
    );
    for (const [index, id] of others.entries()) {
      const contacts = { administration: ada, technical: index === 1 ? ben : ada, billing: ada };
      await world.stores.groups.create(newGroup(id, contacts));
    }
    const [ten, eleven, short] = others;
    const groups = async (query: Query) =>
      (await read(world, operations.listGroups, query)).items.map((group) => group.groupId);
    expect(await groups({ prefix: 'ab' })).toEqual([short, groupId, ten, eleven]);
    expect(await groups({ prefix: groupId })).toEqual([groupId, ten, eleven]);
    expect(await groups({ prefix: groupId, role: 'technical' })).toEqual([groupId, ten]);
    expect(await groups({ prefix: 'zz' })).toEqual([]);
    const first = await read(world, operations.listGroups, { prefix: groupId, limit: '1' });
    expect(first).toMatchObject({
      items: [
        { groupId, serviceCount: 0, openChanges: [], yourRoles: ['administration', 'technical', 'billing'] },
      ],
    });
    const cursor = first.nextCursor ?? '';
    expect(await groups({ prefix: groupId, cursor })).toEqual([ten, eleven]);
    await expect(groups({ prefix: 'ab', cursor })).rejects.toThrow('items');
  });
});

describe('The services of a group', () => {
  const numbers = async (world: World, query: Query) =>
    (await read(world, operations.listGroupServices, query)).items.map((service) => service.serviceId);

  it('are filtered by contact, whatever its role, and by the beginning of the number', async () => {
    const world = new World();
    await world.group(12, { billing: cleo });
    const { change } = await world.request(ada, { technical: ben }, { service: 3 });
    await world.accept(ben, change);
    await world.settle();
    expect(await numbers(world, { contact: ben })).toEqual([serviceId(3)]);
    expect(await numbers(world, { contact: cleo })).toHaveLength(12);
    expect(await numbers(world, { contact: dan })).toEqual([]);
    const prefix = serviceId(10).slice(0, -1);
    expect(await numbers(world, { prefix })).toEqual([serviceId(10), serviceId(11)]);
    expect(await numbers(world, { prefix, contact: ben })).toEqual([]);
    expect(await numbers(world, { prefix: serviceId(3), contact: ben, kind: 'line' })).toEqual([
      serviceId(3),
    ]);
    expect(await numbers(world, { prefix: serviceId(3), contact: ben, kind: 'number' })).toEqual([]);
  });

  it('are filtered by whether they have all changes', async () => {
    const world = new World();
    await world.group(3);
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.propagate(world.memberQueue.take().slice(0, 1));
    const [inSync, others] = [
      await numbers(world, { inSync: 'true' }),
      await numbers(world, { inSync: 'false' }),
    ];
    expect([inSync.length, others.length]).toEqual([1, 2]);
    expect([...inSync, ...others].toSorted()).toEqual([0, 1, 2].map(serviceId));
  });

  it('read the numbers that begin so, and no others', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = new World(table);
    await world.group(120);
    reads.items = 0;
    await numbers(world, { prefix: serviceId(110), limit: '10' });
    expect(reads.items).toBeLessThan(20);
    reads.items = 0;
    await numbers(world, { contact: dan, limit: '10' });
    expect(reads.items).toBeGreaterThan(200);
  });

  it('have cursors for their own filters alone', async () => {
    const world = new World();
    await world.group(12);
    const prefix = serviceId(0).slice(0, -1);
    const { nextCursor } = await read(world, operations.listGroupServices, { prefix, limit: '2' });
    const cursor = nextCursor ?? '';
    expect(await numbers(world, { prefix, cursor })).toHaveLength(8);
    expect(await statusOf(world, 'listGroupServices', { cursor })).toBe(400);
    expect(await statusOf(world, 'listGroupServices', { prefix: serviceId(10), cursor })).toBe(400);
    const madeUp = encodeCursor(listScope('services', groupId, undefined, ...given({ prefix })), '0044');
    expect(await statusOf(world, 'listGroupServices', { prefix, cursor: madeUp })).toBe(400);
    for (const wrong of ['', '0', '0033 9', '003397210012345678'])
      expect(await statusOf(world, 'listGroupServices', { prefix: wrong })).toBe(400);
  });
});

describe('The history of a group', () => {
  const hour = 3_600_000;
  const ids = async (world: World, query: Query) =>
    (await read(world, operations.listGroupChanges, query)).items.map((change) => change.changeId);

  /** Three changes an hour apart, oldest first: technical to ben, billing to cleo, technical to cleo. */
  async function worldWithHistory() {
    const world = new World();
    await world.group(1);
    const changes = [];
    for (const contacts of [{ technical: ben }, { billing: cleo }, { technical: cleo }]) {
      world.time += hour;
      changes.push(await world.effectiveChange(ada, contacts));
      await world.settle();
    }
    const [first, second, third] = changes;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('Three were made.');
    return { world, first, second, third };
  }

  it('is filtered by role, and by a contact before or after', async () => {
    const { world, first, second, third } = await worldWithHistory();
    expect(await ids(world, { role: 'technical' })).toEqual([third.changeId, first.changeId]);
    expect(await ids(world, { role: 'administration' })).toEqual([]);
    expect(await ids(world, { contact: cleo })).toEqual([third.changeId, second.changeId]);
    expect(await ids(world, { contact: ben })).toEqual([third.changeId, first.changeId]);
    expect(await ids(world, { contact: cleo, role: 'billing', state: 'completed' })).toEqual([
      second.changeId,
    ]);
  });

  it('is filtered by the time of the request, from `since` and before `until`', async () => {
    const { world, first, second, third } = await worldWithHistory();
    const [since, until] = [second.requestedAt, third.requestedAt];
    expect(await ids(world, { since })).toEqual([third.changeId, second.changeId]);
    expect(await ids(world, { until })).toEqual([second.changeId, first.changeId]);
    expect(await ids(world, { since, until })).toEqual([second.changeId]);
    expect(await ids(world, { since: until, until: since })).toEqual([]);
    expect(await ids(world, { since: '1969-01-01T00:00:00Z', until: '9999-01-01T00:00:00Z' })).toHaveLength(
      3,
    );
    const { nextCursor } = await read(world, operations.listGroupChanges, { since, limit: '1' });
    expect(await ids(world, { since, cursor: nextCursor ?? '' })).toEqual([second.changeId]);
    expect(await statusOf(world, 'listGroupChanges', { until, cursor: nextCursor ?? '' })).toBe(400);
    expect(await statusOf(world, 'listGroupChanges', { since: 'yesterday' })).toBe(400);
    const madeUp = encodeCursor(listScope('history', groupId, undefined, ...given({ since })), '0');
    expect(await statusOf(world, 'listGroupChanges', { since, cursor: madeUp })).toBe(400);
  });

  it('reads what was requested in between, and an hour around it because clocks differ', async () => {
    const { table, reads } = countedTable(new MemoryTable());
    const world = new World(table);
    await world.group(1);
    const start = world.time;
    for (let number = 0; number < 40; number++) {
      world.time = start + number * hour;
      await world.cancel(ada, (await world.request(ada, { technical: ben })).change);
    }
    reads.items = 0;
    const since = new Date(start + 37 * hour).toISOString();
    expect(await ids(world, { since, limit: '100', contact: dan })).toEqual([]);
    const narrow = reads.items;
    reads.items = 0;
    expect(await ids(world, { limit: '100', contact: dan })).toEqual([]);
    // Two reads more of each change: of its place in the list, and of its row.
    expect(reads.items - narrow).toBe(36);
  });
});
