import { describe, expect, it } from 'vitest';
import { newGroup } from '../../shared/domain/group.ts';
import { groupPartition } from '../../shared/store/keys.ts';
import { Meanwhile, meanwhileTable } from '../model/meanwhile.ts';
import { outcome } from '../model/outcome.ts';
import { make, remove } from '../support/group-deletion.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, cleo, groupId, World } from '../support/world.ts';

type Act = () => Promise<unknown>;

const contacts = { administration: ada, technical: ada, billing: ada };

/** What may meet a deletion of the group, in a world where it can. */
const rivals: Readonly<Record<string, (world: World) => Promise<Act>>> = {
  'a join': (world) => Promise.resolve(() => world.join(0)),
  'a service that leaves': async (world) => {
    await world.join(0);
    return () => world.leave(0);
  },
  'a request': (world) => Promise.resolve(() => world.request(ada, { technical: ben, billing: cleo })),
  'a request for later': (world) => {
    const effectiveAt = new Date(world.time + 60_000);
    return Promise.resolve(() => world.request(ada, { technical: ben }, { effectiveAt }));
  },
  'a change with all consents': async (world) => {
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    return () => world.request(ada, { technical: ada });
  },
  'the last consent': async (world) => {
    const { change } = await world.request(ada, { administration: ben });
    return () => world.accept(ben, change);
  },
  'a refusal': async (world) => {
    const { change } = await world.request(ada, { technical: ben });
    return () => world.refuse(ben, change);
  },
  'a request that takes a void lock over': async (world) => {
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    return () => world.request(ada, { technical: cleo });
  },
  'due work on an expired request': async (world) => {
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    return async () => {
      await world.runDueWork();
      await world.settle();
    };
  },
  'the end of a change': async (world) => {
    await world.effectiveChange(ada, { technical: ben });
    return () => world.settle();
  },
  'a retry': async (world) => {
    await world.join(0);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.fail(world.memberMessage(world.memberQueue.take()[0]?.body));
    await world.settle();
    await world.leave(0);
    return () => world.retry(ada, change);
  },
  'a description': (world) => Promise.resolve(() => make(world, { description: 'Head office' })),
  'a deletion': (world) => Promise.resolve(() => remove(world)),
  'a deletion, and a group made again': (world) =>
    Promise.resolve(async () => {
      await remove(world);
      await make(world, { contacts });
    }),
};

/** What holds of a group that is there, and of one that is gone. */
async function expectWhole(world: World, table: MemoryTable): Promise<void> {
  const items = table.items();
  const found = await world.stores.groups.find(groupId);
  const held = items.filter(({ pk, groupId: of }) => pk.startsWith('CONTACT#') && of === groupId);
  const members = items.filter(({ pk, groupId: of }) => pk.startsWith('SERVICE#') && of === groupId);
  const changes = await world.stores.changes.findMany(world.changeIds);
  const open = changes.filter(({ state }) =>
    ['awaiting-consent', 'scheduled', 'propagating'].includes(state),
  );
  expect(members).toHaveLength(found?.group.serviceCount ?? 0);
  expect(held).toHaveLength(found === undefined ? 0 : 3);
  if (found !== undefined) return;
  const left = items.filter(({ pk }) => pk === groupPartition(groupId)).map(({ sk }) => sk);
  expect([left, open]).toEqual([['LAST'], []]);
}

const positions = Array.from({ length: 9 }, (_, calls) => calls);

describe.each(Object.entries(rivals))('A deletion and %s', (_name, prepare) => {
  it.each(['inside', 'around'])('leave the group whole or gone, wherever they meet: %s', async (where) => {
    for (const calls of positions) {
      const table = new MemoryTable();
      const meanwhile = new Meanwhile();
      const world = new World(meanwhileTable(table, meanwhile));
      for (const who of [ada, ben, cleo]) await world.account(who);
      await world.stores.groups.create(newGroup(groupId, contacts));
      const act = await prepare(world);
      const rival = () => outcome(act());
      const deletion = () => outcome(remove(world));
      const [first, second] = where === 'inside' ? [deletion, rival] : [rival, deletion];
      await meanwhile.during(first, calls, async () => {
        await second();
      });
      await expectWhole(world, table);
      await world.settle();
      await expectWhole(world, table);
    }
  });
});
