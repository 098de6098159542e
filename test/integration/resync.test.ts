import { describe, expect, it } from 'vitest';
import { getResync } from '../../functions/api/get-resync/get-resync.ts';
import { resyncMembers } from '../../functions/api/resync-members/resync-members.ts';
import { ResyncId } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { CarefulMemberSystem } from '../support/careful-member-system.ts';
import { ada, ben, serviceId, World } from '../support/world.ts';

const caller = { nic: ada, isOperator: true };
const request = { caller, params: {}, query: {}, body: undefined, requestId: 'r', headers: {} };

async function worldBefore(services: number) {
  const table = new MemoryTable();
  const world = new World(table);
  world.scannable = table;
  await world.group(services);
  await world.effectiveChange(ada, { technical: ben });
  await world.settle();
  const system = new CarefulMemberSystem();
  return { world, system };
}

const ask = async (world: World) =>
  operations.resyncMembers.answer.parse((await resyncMembers(world.effects)(request)).body);
const read = async (world: World, resyncId: string) =>
  (await getResync(world.effects)({ ...request, params: { resyncId: ResyncId.parse(resyncId) } })).body;

describe('A resync of the member system', () => {
  it('notifies it of every service as its row stands, and counts them', async () => {
    const { world, system } = await worldBefore(45);
    world.memberSystem = system;
    await world.leave(44);
    const asked = await ask(world);
    expect(asked).toMatchObject({ state: 'running', told: 0, failed: 0, pending: 0 });
    await world.settle();
    expect(await read(world, asked.resyncId)).toMatchObject({
      state: 'completed',
      told: 44,
      failed: 0,
      pending: 0,
    });
    for (let number = 0; number < 44; number++)
      expect(system.contactsOf(serviceId(number))).toEqual((await world.service(number)).contacts);
    expect(system.contactsOf(serviceId(44))).toEqual({});
  });

  it('claims no role to be later than it is: a change under way still gets through', async () => {
    const { world, system } = await worldBefore(1);
    world.memberSystem = system;
    await world.effectiveChange(ada, { billing: ben });
    await world.advance();
    const late = world.memberQueue.take();
    const { resyncId } = await ask(world);
    await world.propagate();
    await world.propagate();
    expect(system.notifications.map(({ id, revision }) => [id, revision])).toEqual([
      [`resync:${resyncId}:${serviceId(0)}:1`, 1],
      [`resync:${resyncId}:${serviceId(0)}:0`, 0],
    ]);
    await world.propagate(late);
    await world.settle();
    expect(system.contactsOf(serviceId(0))).toEqual((await world.service(0)).contacts);
    expect((await world.service(0)).contacts.billing).toBe(ben);
  });

  it('goes on after a lost message, counts nothing twice, and says what failed', async () => {
    const { world, system } = await worldBefore(30);
    world.memberSystem = system;
    const { resyncId } = await ask(world);
    const first = world.memberQueue.take();
    await world.propagate([...first, ...first]);
    world.memberQueue.take();
    world.time += 601_000;
    await world.runDueWork();
    system.isDown = true;
    const step = world.memberQueue.take();
    await expect(world.propagate(step)).rejects.toThrow('It is down.');
    await world.propagate(step, maxReceiveCount);
    expect(await read(world, resyncId)).toMatchObject({ state: 'running', told: 0, failed: 20, pending: 10 });
    system.isDown = false;
    await world.settle();
    expect(await read(world, resyncId)).toMatchObject({
      state: 'completed-with-failures',
      told: 10,
      failed: 20,
    });
    world.time += 3_600_000;
    await world.runDueWork();
    expect(world.memberQueue.messages).toEqual([]);
  });

  it('is refused where there is none', async () => {
    const { world } = await worldBefore(1);
    await expect(ask(world)).rejects.toMatchObject({
      violations: [{ code: 'state-conflict', state: 'no-member-system' }],
    });
  });
});
