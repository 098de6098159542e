import { describe, expect, it } from 'vitest';
import { MemoryTable } from '../support/memory-table.ts';
import { RoundTrips } from '../support/round-trips.ts';
import { ada, ben, cleo, World } from '../support/world.ts';

async function countedWorld() {
  const trips = new RoundTrips(new MemoryTable());
  const world = new World(trips.table);
  await world.group(1, { technical: ben });
  return { trips, world };
}

describe('A request on a group takes two round trips to the table', () => {
  it('while a consent is missing', async () => {
    const { trips, world } = await countedWorld();
    expect(await trips.of(() => world.request(ada, { technical: cleo }))).toBe(2);
  });

  it('if it is effective at once, by the requester itself or by a consent code', async () => {
    const { trips, world } = await countedWorld();
    expect(await trips.of(() => world.request(ada, { technical: ada }))).toBe(2);
    const codes = { [cleo]: await world.code(cleo, ['technical', 'billing']) };
    expect(await trips.of(() => world.request(ada, { technical: cleo, billing: cleo }, { codes }))).toBe(2);
    expect((await world.groupNow()).revision).toBe(2);
  });

  it('if it moves the administration at once, though it names the requests that end', async () => {
    const { trips, world } = await countedWorld();
    await world.request(ada, { technical: cleo });
    const codes = { [cleo]: await world.code(cleo, ['administration']) };
    expect(await trips.of(() => world.request(ada, { administration: cleo }, { codes }))).toBe(2);
    expect((await world.groupNow()).contacts.administration).toBe(cleo);
  });
});

it('A request on a single service takes one more, for the service', async () => {
  const { trips, world } = await countedWorld();
  expect(await trips.of(() => world.request(ada, { technical: ada }, { service: 0 }))).toBe(3);
  expect((await world.service(0)).contacts.technical).toBe(ada);
});

it('A change whose time comes while a request reads starts before that request', async () => {
  let afterReading = (): void => {};
  const table = new (class extends MemoryTable {
    override async getMany(...asked: Parameters<MemoryTable['getMany']>) {
      const items = await super.getMany(...asked);
      afterReading();
      return items;
    }
  })();
  const world = new World(table);
  await world.group(1, { technical: ben });
  const effectiveAt = new Date(world.time + 60_000);
  const { change: timed } = await world.request(ada, { technical: ada }, { effectiveAt });
  const codes = { [cleo]: await world.code(cleo, ['billing']) };
  world.time = effectiveAt.getTime() - 1;
  afterReading = () => {
    world.time = effectiveAt.getTime();
  };
  const { change } = await world.request(ada, { billing: cleo }, { codes });
  expect([(await world.changeNow(timed)).revision, change.revision]).toEqual([1, 2]);
});
