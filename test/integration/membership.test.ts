import { describe, expect, it } from 'vitest';
import { ada, ben, World } from '../support/world.ts';

const sum = ({ applied, superseded, failed, pending }: Awaited<ReturnType<World['progressNow']>>): number =>
  applied + superseded + failed + pending;

describe('Members that come and go while a change propagates (R10)', () => {
  it('a member that joins is at the revision already, and is not counted', async () => {
    const world = new World();
    await world.group(2);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.join(10);
    expect(await world.service(10)).toMatchObject({ contacts: { technical: ben }, joinedRevision: 1 });
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ services: 2, applied: 2 });
    await world.leave(10);
    expect(await world.progressNow(change)).toMatchObject({ services: 2, applied: 2 });
  });

  it.each(['before it was sent', 'after it was sent', 'after it took the change'])(
    'a member that leaves %s is counted out',
    async (when) => {
      const world = new World();
      await world.group(3);
      const change = await world.effectiveChange(ada, { technical: ben });
      if (when === 'before it was sent') await world.leave(1);
      await world.advance();
      if (when === 'after it was sent') await world.leave(1);
      await world.propagate();
      if (when === 'after it took the change') await world.leave(1);
      expect(sum(await world.progressNow(change))).toBe(2);
      await world.settle();
      expect(await world.progressNow(change)).toEqual({
        services: 2,
        applied: 2,
        superseded: 0,
        failed: 0,
        pending: 0,
      });
      expect((await world.changeNow(change)).state).toBe('completed');
    },
  );

  it('a missing member that leaves does not delay completion', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.propagate(world.memberQueue.take().slice(1));
    for (let step = 0; step < 30; step++) {
      world.time += 1_000;
      await world.advance();
    }
    expect((await world.changeNow(change)).propagation?.phase).toBe('resending');
    await world.leave(0);
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ services: 2, applied: 2 });
  });

  it('a member that left and rejoined took the contacts when it joined', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.leave(1);
    await world.join(1);
    await world.settle();
    expect((await world.service(1)).contacts.technical).toBe(ben);
    expect(await world.progressNow(change)).toMatchObject({ services: 2, applied: 2 });
  });

  it('a member that joins while the change becomes effective takes all old contacts or all new ones', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    await Promise.all([world.accept(ben, change), world.join(10), world.join(11)]);
    await world.settle();
    const members = [await world.service(0), await world.service(10), await world.service(11)];
    expect(members.map((service) => service.contacts.technical)).toEqual([ben, ben, ben]);
    const counted = 1 + members.slice(1).filter((service) => service.joinedRevision === 0).length;
    expect(await world.progressNow(change)).toMatchObject({ services: counted, applied: counted });
  });
});
