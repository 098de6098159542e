import { expect, it } from 'vitest';
import { getGroup } from '../../functions/api/get-group/get-group.ts';
import { requestLifetimeMilliseconds } from '../../shared/domain/contact-change.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';
import { ada, asNic, ben, cleo, groupId, World } from '../support/world.ts';

async function openChangesNow(world: World, who: Nic): Promise<readonly string[]> {
  const get = getGroup(world.effects);
  const answer = await get({
    caller: asNic(who),
    params: { groupId },
    query: {},
    body: undefined,
    headers: {},
  });
  if (answer.isReplayed) throw new Error('This was a replay.');
  return answer.body.openChanges;
}

it('A group does not name a request as open that has expired and was not swept (R7)', async () => {
  const world = new World();
  await world.group(1);
  const { change } = await world.request(ada, { technical: ben });
  expect(await openChangesNow(world, ada)).toEqual([change.changeId]);
  world.time += requestLifetimeMilliseconds;
  expect(await openChangesNow(world, ada)).toEqual([]);
});

it('A group does not name a request as open whose requester lost the administration meanwhile (R5)', async () => {
  const table = new InterruptedTable();
  const world = new World(table);
  await world.group(1);
  const { change: move } = await world.request(ada, { administration: cleo });
  table.beforeNextTransaction = async () => {
    await world.request(ada, { technical: ben });
  };
  await world.accept(cleo, move);
  expect(await openChangesNow(world, cleo)).toEqual([]);
});
