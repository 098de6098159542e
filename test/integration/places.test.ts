import { describe, expect, it } from 'vitest';
import { changeKey, scheduledPrefix } from '../../shared/store/keys.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, cleo, World } from '../support/world.ts';

/** How many places the group's order of starting has. */
function worldWithPlaces() {
  const table = new MemoryTable();
  const places = () => table.items().filter(({ sk }) => sk.startsWith(scheduledPrefix)).length;
  return { world: new World(table), table, places };
}

describe('The place of a scheduled request in its group’s order of starting goes when the request ends', () => {
  it('by the deletion of its service', async () => {
    const { world, places } = worldWithPlaces();
    await world.group(200, { technical: ben });
    const effectiveAt = new Date(world.time + 60_000);
    for (let service = 0; service < 200; service++)
      await world.request(ada, { technical: ada }, { service, effectiveAt });
    expect(places()).toBe(200);
    for (let service = 0; service < 200; service++) await world.leave(service);
    expect(places()).toBe(0);
    const { change } = await world.request(ada, { administration: cleo });
    world.time += 61_000;
    expect((await world.accept(cleo, change)).change.state).toBe('propagating');
  });

  it('by a change of administration, and by whoever takes its void lock over (R5)', async () => {
    const { world, places } = worldWithPlaces();
    await world.group(2);
    const effectiveAt = new Date(world.time + 3_600_000);
    const { change: group } = await world.request(ada, { technical: cleo, billing: cleo }, { effectiveAt });
    await world.accept(cleo, group);
    const { change: own } = await world.request(ada, { technical: cleo }, { service: 0, effectiveAt });
    await world.accept(cleo, own);
    expect(places()).toBe(2);
    await world.effectiveChange(ada, { administration: ben });
    expect((await world.changeNow(group)).state).toBe('rejected');
    expect(places()).toBe(1);
    await world.request(ben, { technical: cleo }, { service: 0 });
    expect((await world.changeNow(own)).state).toBe('rejected');
    expect(places()).toBe(0);
  });

  it('on its turn, if an older release left it and its change has expired', async () => {
    const { world, table, places } = worldWithPlaces();
    await world.group(1);
    const effectiveAt = new Date(world.time + 3_600_000);
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt });
    await world.accept(ben, change);
    const place = table.items().find(({ sk }) => sk.startsWith(scheduledPrefix));
    await world.cancel(ada, change);
    if (place !== undefined) await table.put({ put: place });
    await table.delete({ delete: changeKey(change.changeId) });
    world.time += 3_700_000;
    expect(places()).toBe(1);
    await world.effectiveChange(ada, { billing: ben });
    expect(places()).toBe(0);
  });

  it('by a cancellation', async () => {
    const { world, places } = worldWithPlaces();
    await world.group(1);
    const effectiveAt = new Date(world.time + 3_600_000);
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt });
    await world.accept(ben, change);
    await world.cancel(ada, change);
    expect(places()).toBe(0);
  });

  it('by a recipient that accepted and then refuses', async () => {
    const { world, places } = worldWithPlaces();
    await world.group(1);
    const effectiveAt = new Date(world.time + 3_600_000);
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt });
    await world.accept(ben, change);
    world.time += 2 * 3_600_000;
    await world.refuse(ben, change);
    expect(places()).toBe(0);
  });

  it('when its turn comes, if its lock was written without it', async () => {
    const { world, table, places } = worldWithPlaces();
    await world.group(1, { technical: ben });
    const effectiveAt = new Date(world.time + 60_000);
    await world.request(ada, { technical: ada }, { service: 0, effectiveAt });
    const lock = table.items().find(({ sk }) => sk === 'PENDING')!;
    await table.update({ update: lock, remove: ['place'] });
    await world.leave(0);
    expect(places()).toBe(1);
    world.time += 61_000;
    expect((await world.effectiveChange(ada, { administration: cleo })).state).toBe('propagating');
    expect(places()).toBe(0);
  });
});
