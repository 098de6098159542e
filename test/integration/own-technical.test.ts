import { describe, expect, it } from 'vitest';
import { contactPartition, heldServicePrefix } from '../../shared/store/keys.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { FakeMemberSystem } from '../support/fake-member-system.ts';
import { ada, ben, cleo, dan, serviceId, World } from '../support/world.ts';

const servicesHeldBy = async (world: World, who: Nic): Promise<unknown[]> => {
  const page = await world.table.query({ pk: contactPartition(who), prefix: heldServicePrefix, limit: 10 });
  return page.items.map((item) => item['serviceId']);
};

async function own(world: World, service: number, to: Nic): Promise<void> {
  const { change } = await world.request(ada, { technical: to }, { service });
  if (to !== ada) await world.accept(to, change);
  await world.settle();
}

describe('A service’s own technical contact', () => {
  it.each([false, true])(
    'is listed for its new holder and no longer for the former one (notified: %s)',
    async (isNotified) => {
      const world = new World();
      if (isNotified) world.memberSystem = new FakeMemberSystem();
      await world.group(2);
      await own(world, 0, ben);
      expect(await world.service(0)).toMatchObject({
        ownTechnicalContact: true,
        contacts: { technical: ben },
      });
      expect(await servicesHeldBy(world, ben)).toEqual([serviceId(0)]);
      await own(world, 0, cleo);
      expect(await servicesHeldBy(world, ben)).toEqual([]);
      expect(await servicesHeldBy(world, cleo)).toEqual([serviceId(0)]);
      expect((await world.service(1)).ownTechnicalContact).toBeUndefined();
    },
  );

  it('is no longer listed once a change of the group reaches the service', async () => {
    const world = new World();
    await world.group(3);
    await own(world, 0, ben);
    await own(world, 1, ben);
    await world.effectiveChange(ada, { technical: dan });
    await world.settle();
    expect(await servicesHeldBy(world, ben)).toEqual([]);
    expect((await world.service(0)).ownTechnicalContact).toBeUndefined();
  });

  it('stays listed when the group changes other roles', async () => {
    const world = new World();
    await world.group(1);
    await own(world, 0, ben);
    await world.effectiveChange(ada, { billing: dan });
    await world.settle();
    expect(await servicesHeldBy(world, ben)).toEqual([serviceId(0)]);
    expect((await world.service(0)).ownTechnicalContact).toBe(true);
  });

  it('is listed again if it is set again while another change is propagating', async () => {
    const world = new World();
    world.memberSystem = new FakeMemberSystem();
    await world.group(1);
    await own(world, 0, ben);
    for (const to of [cleo, ben]) {
      const { change } = await world.request(ada, { technical: to }, { service: 0 });
      await world.accept(to, change);
    }
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(ben);
    expect(await servicesHeldBy(world, ben)).toEqual([serviceId(0)]);
    expect(await servicesHeldBy(world, cleo)).toEqual([]);
  });

  it('is no longer listed once the service is deleted', async () => {
    const world = new World();
    await world.group(2);
    await own(world, 0, ben);
    await world.leave(0);
    expect(await servicesHeldBy(world, ben)).toEqual([]);
  });
});
