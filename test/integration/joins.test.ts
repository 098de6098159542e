import { leaving, operatorNic } from '../support/operator.ts';
import { describe, expect, it } from 'vitest';
import { addServices } from '../../shared/commands/add-services.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, ServiceId } from '../../shared/domain/identifiers.ts';
import { lastRevisionKey, serviceKey, tombstoneKey } from '../../shared/store/keys.ts';
import type { Table } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, groupId, serviceId, World } from '../support/world.ts';

const other = GroupId.parse('ab12345-ovh-2');

/** A world with a second group at a revision. */
async function worldWithOther(revision: number, table?: Table): Promise<World> {
  const world = new World(table);
  await world.group(1);
  const contacts = { administration: ada, technical: ada, billing: ada };
  await world.stores.groups.create({ ...newGroup(other, contacts), revision });
  return world;
}

async function join(world: World, into: GroupId, ...services: ServiceId[]) {
  const wanted = services.map((one) => ({ serviceId: one, kind: 'line' as const }));
  return (await addServices(world.effects, operatorNic, into, wanted, String)).services.map(
    (service) => service.joinedRevision,
  );
}

async function leave(world: World, from: GroupId, one: ServiceId): Promise<void> {
  const found = await world.stores.groups.find(from);
  const service = await world.stores.services.find(one);
  if (found === undefined || service === undefined) throw new Error('There is no such member.');
  const event = leaving(service, found.group.revision, world.clock.now());
  expect(await world.stores.services.remove(found.group, service, event)).toBe(true);
}

const moving = serviceId(900);

describe('A service that was a member before (R10)', () => {
  it('joins strictly above the revision at which it was last known, and its group rises to that', async () => {
    const world = await worldWithOther(5);
    expect(await join(world, other, moving)).toEqual([5]);
    await leave(world, other, moving);
    expect(await world.stores.services.find(moving)).toBeUndefined();
    expect(await world.table.get(tombstoneKey(moving))).toEqual({
      ...tombstoneKey(moving),
      serviceId: moving,
      lastRevision: 5,
    });
    expect(await join(world, groupId, moving, serviceId(901))).toEqual([6, 6]);
    expect((await world.groupNow()).revision).toBe(6);
    await leave(world, groupId, moving);
    expect(await join(world, groupId, moving)).toEqual([7]);
    const change = await world.effectiveChange(ada, { technical: ben });
    expect(change.revision).toBe(8);
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ services: 3, applied: 3 });
  });

  it('never joins below it, though it joins and leaves another group between the read and the write', async () => {
    const table = new MemoryTable();
    let between: (() => Promise<void>) | undefined;
    const transact = table.transact.bind(table);
    table.transact = async (operations) => {
      const isJoin = operations.some(
        (write) => 'put' in write && write.put.sk === 'SERVICE' && 'kind' in write.put,
      );
      const now = isJoin ? between : undefined;
      if (now !== undefined) between = undefined;
      await now?.();
      return transact(operations);
    };
    const world = await worldWithOther(50, table);
    between = async () => {
      await join(world, other, moving);
      await leave(world, other, moving);
    };
    expect(await join(world, groupId, moving)).toEqual([51]);
    await leave(world, groupId, moving);
    between = async () => {
      await join(world, other, moving);
      await leave(world, other, moving);
    };
    expect(await join(world, groupId, moving)).toEqual([53]);
  });

  it('joins above what an earlier release left behind, forty at once', async () => {
    const world = await worldWithOther(0);
    const forty = Array.from({ length: 40 }, (_, number) => serviceId(number + 1));
    for (const [index, one] of forty.entries())
      await world.table.put({ put: { ...lastRevisionKey(one), revision: index } });
    expect(new Set(await join(world, other, ...forty))).toEqual(new Set([40]));
    for (const one of forty) await leave(world, other, one);
    expect(new Set(await join(world, groupId, ...forty))).toEqual(new Set([41]));
  });

  it('is as good as not there while it is away', async () => {
    const world = await worldWithOther(0);
    await join(world, other, moving);
    await leave(world, other, moving);
    expect(await world.stores.services.findMany([moving])).toEqual(new Map());
    await expect(world.request(ada, { technical: ben }, { service: 900 })).rejects.toThrow('Not found.');
    expect(await world.table.get(serviceKey(moving))).toBeDefined();
  });
});
