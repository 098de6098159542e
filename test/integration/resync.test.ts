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
    await world.propagate();
    system.isDown = true;
    const step = world.memberQueue.take();
    await expect(world.propagate(step)).rejects.toThrow('It is down.');
    await world.propagate(step, maxReceiveCount);
    expect(await read(world, resyncId)).toMatchObject({ state: 'running', told: 20, failed: 10, pending: 0 });
    system.isDown = false;
    await world.settle();
    expect(await read(world, resyncId)).toMatchObject({
      state: 'completed-with-failures',
      told: 20,
      failed: 10,
    });
    world.time += 3_600_000;
    await world.runDueWork();
    expect(world.memberQueue.messages).toEqual([]);
  });

  it('holds while the member system is down: tries twenty a minute, fails nobody, and goes on by itself', async () => {
    const { world, system } = await worldBefore(200);
    world.memberSystem = system;
    let calls = 0;
    system.before = () => Promise.resolve(void (calls += 1));
    system.isDown = true;
    const { resyncId } = await ask(world);
    await world.propagate();
    const since = new Date(world.time).toISOString();
    for (let minutes = 0; minutes < 60; minutes++) {
      await world.propagate();
      expect(world.memberQueue.messages).toMatchObject([{ delaySeconds: 60 }]);
      world.time += 60_000;
    }
    expect(calls).toBe(60 * 20);
    expect(world.metrics.total('ResyncHeld')).toBe(60);
    const held = operations.getResync.answer.parse(await read(world, resyncId));
    expect(held).toMatchObject({ state: 'running', told: 0, failed: 0, pending: 200, heldSince: since });
    system.isDown = false;
    await world.propagate();
    expect(await read(world, resyncId)).toMatchObject({ heldSince: undefined });
    await world.settle();
    expect(await read(world, resyncId)).toMatchObject({
      state: 'completed',
      told: 200,
      failed: 0,
      pending: 0,
    });
  });

  it('fails no more than twenty a minute while the member system refuses everybody', async () => {
    const { world, system } = await worldBefore(200);
    world.memberSystem = system;
    const detail = 'The member system answered 401.';
    system.answerInstead = { kind: 'refused', code: 'member-system-refused', detail };
    const { resyncId } = await ask(world);
    await world.propagate();
    for (let minutes = 0; minutes < 3; minutes++) await world.propagate();
    expect(world.memberQueue.messages).toMatchObject([{ delaySeconds: 60 }]);
    expect(await read(world, resyncId)).toMatchObject({ failed: 60, pending: 140 });
  });

  it('is refused where there is none', async () => {
    const { world } = await worldBefore(1);
    await expect(ask(world)).rejects.toMatchObject({
      violations: [{ code: 'state-conflict', state: 'no-member-system' }],
    });
  });
});
