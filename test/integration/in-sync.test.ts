import { describe, expect, it } from 'vitest';
import { serviceKey } from '../../shared/store/keys.ts';
import { toService } from '../../shared/http/representations.ts';
import { ada, ben, cleo, dan, serviceId, type World } from '../support/world.ts';
import { worldWithSystem } from '../support/world-with-system.ts';

const isInSync = async (world: World, number: number): Promise<boolean> =>
  toService(await world.service(number), await world.groupNow()).inSync;

const refusal = { kind: 'refused', code: 'member-system-refused', detail: 'no' } as const;

describe('A service is in sync', () => {
  it('not while a change of its group is on its way, and again once it took it', async () => {
    const { world } = await worldWithSystem(1);
    const { change } = await world.request(ada, { billing: ben });
    expect(await isInSync(world, 0)).toBe(true);
    await world.accept(ben, change);
    expect(await isInSync(world, 0)).toBe(false);
    await world.settle();
    expect(await isInSync(world, 0)).toBe(true);
  });

  it('not while a change of that service alone is on its way, though its neighbour is', async () => {
    const { world } = await worldWithSystem(2);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    expect(await isInSync(world, 0)).toBe(false);
    expect(await isInSync(world, 1)).toBe(true);
    await world.settle();
    expect(await isInSync(world, 0)).toBe(true);
  });

  it('not where a change failed, whatever else it takes, until a retry reaches it', async () => {
    const { world, system } = await worldWithSystem(1);
    system.answer = () => refusal;
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await isInSync(world, 0)).toBe(false);

    system.answer = () => ({ kind: 'taken' });
    // It takes the same slot of the row.
    await world.effectiveChange(ada, { billing: cleo });
    await world.settle();
    expect((await world.service(0)).contacts.billing).toBe(cleo);
    expect(await isInSync(world, 0)).toBe(false);

    await world.retry(ada, change);
    await world.settle();
    expect(await isInSync(world, 0)).toBe(true);
  });

  it('once a later change of its group overtook the one that failed', async () => {
    const { world, system } = await worldWithSystem(1);
    system.answer = () => refusal;
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.settle();
    system.answer = () => ({ kind: 'taken' });
    await world.effectiveChange(ada, { technical: dan });
    await world.settle();
    expect(await isInSync(world, 0)).toBe(true);
  });

  it('not while a change of it alone is on its way that an older release began', async () => {
    const { world } = await worldWithSystem(1);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.table.update({ update: serviceKey(serviceId(0)), remove: ['ownChangeRevision'] });
    expect(await isInSync(world, 0)).toBe(false);
  });
});
