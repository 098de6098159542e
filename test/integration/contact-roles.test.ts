import { describe, expect, it } from 'vitest';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { heldGroupKey, heldServiceKey } from '../../shared/store/keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { groupNumber } from '../support/reassignments.ts';
import { toldBy } from '../support/told.ts';
import { ada, ben, cleo, dan, eve, groupId, serviceId, World } from '../support/world.ts';

const second = GroupId.parse('ab12345-ovh-2');

/** `ben` bills the second group, and is the technical contact of one service of the first, which is of `ada`. */
async function worldOfTwoGroups(table?: MemoryTable): Promise<World> {
  const world = new World(table);
  await world.group(3, { billing: cleo });
  const contacts = { administration: dan, technical: ada, billing: ben };
  await world.stores.groups.create(newGroup(second, contacts));
  const { change } = await world.request(ada, { technical: ben }, { service: 1 });
  await world.accept(ben, change);
  await world.settle();
  return world;
}

async function page(
  world: World,
  who: Nic,
  nic: Nic,
  query: Readonly<Record<string, string>> = {},
  isOperator = false,
) {
  const { body } = await new ApiInMemory(world).call(
    'listContactRoles',
    { nic: who, isOperator },
    { params: { nic }, query },
  );
  return operations.listContactRoles.answer.parse(JSON.parse(body ?? ''));
}

const rolesOf = async (world: World, who: Nic, nic: Nic, isOperator = false) =>
  (await page(world, who, nic, {}, isOperator)).items;

const ofService = { groupId, serviceId: serviceId(1), roles: ['technical'] };
const ofSecond = { groupId: second, roles: ['billing'] };

describe('Where a nic is a contact', () => {
  it('is shown to itself and to an operator, all of it', async () => {
    const world = await worldOfTwoGroups();
    expect(await rolesOf(world, ben, ben)).toEqual([ofService, ofSecond]);
    expect(await rolesOf(world, eve, ben, true)).toEqual([ofService, ofSecond]);
    expect(await rolesOf(world, ada, ada)).toEqual([
      { groupId, roles: ['administration', 'technical'] },
      { groupId: second, roles: ['technical'] },
    ]);
  });

  it('is shown to others if they see the group', async () => {
    const world = await worldOfTwoGroups();
    expect(await rolesOf(world, ada, ben)).toEqual([ofService, ofSecond]);
    expect(await rolesOf(world, cleo, ben)).toEqual([ofService]);
    expect(await rolesOf(world, dan, ben)).toEqual([ofSecond]);
    expect(await rolesOf(world, eve, ben)).toEqual([]);
  });

  it('is shown to the technical contact of a single service, as far as that goes', async () => {
    const world = await worldOfTwoGroups();
    const ofItsGroup = { groupId, serviceId: serviceId(1) };
    expect(await rolesOf(world, ben, cleo)).toEqual([{ ...ofItsGroup, roles: ['billing'] }]);
    expect(await rolesOf(world, ben, ada)).toEqual([
      { ...ofItsGroup, roles: ['administration'] },
      { groupId: second, roles: ['technical'] },
    ]);
    const service = await new ApiInMemory(world).call(
      'getService',
      { nic: ben },
      { params: { serviceId: serviceId(1) } },
    );
    expect(JSON.parse(service.body ?? '')).toMatchObject({
      contacts: { administration: ada, technical: ben, billing: cleo },
    });
    await world.effectiveChange(ada, { billing: ben });
    await world.settle();
    // Now it sees the group, which says it of all its services.
    expect(await rolesOf(world, ben, ada)).toEqual([
      { groupId, roles: ['administration', 'technical'] },
      { groupId: second, roles: ['technical'] },
    ]);
  });

  it('is as the rows are now, whatever an index says', async () => {
    const world = await worldOfTwoGroups();
    const { table } = world;
    await table.put({ put: { ...heldGroupKey(eve, groupId, 'billing'), groupId, role: 'billing' } });
    const hint = { serviceId: serviceId(2), groupId };
    await table.put({ put: { ...heldServiceKey(eve, serviceId(2)), ...hint } });
    expect(await rolesOf(world, eve, eve, true)).toEqual([]);
    expect(await rolesOf(world, ada, eve)).toEqual([]);
    expect(await rolesOf(world, eve, ada)).toEqual([]);
    await world.leave(1);
    expect(await rolesOf(world, ben, ben)).toEqual([ofSecond]);
  });

  it('is paged, single services first', async () => {
    const world = await worldOfTwoGroups();
    const first = await page(world, ben, ben, { limit: '1' });
    expect(first.items).toEqual([ofService]);
    const rest = await page(world, ben, ben, { cursor: first.nextCursor ?? '' });
    expect(rest).toEqual({ items: [ofSecond], nextCursor: null });
  });

  it('is found with a bounded number of reads a page, and no cursor tells what the caller does not see', async () => {
    const memory = new MemoryTable();
    const { table, reads } = countedTable(memory);
    const world = new World(table);
    await world.group(1, { billing: cleo });
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.settle();
    await memory.delete({ delete: heldServiceKey(ben, serviceId(0)) });
    // The row of the visible one is the last of many.
    for (let number = 0; number < 2_500; number++) {
      const service = serviceId(number - 2_500);
      const row = { serviceId: service, groupId: groupNumber(number) };
      await memory.put({ put: { ...heldServiceKey(ben, service), ...row } });
    }
    await memory.put({
      put: { ...heldServiceKey(ben, serviceId(0)), serviceId: serviceId(0), groupId },
    });
    for (const limit of ['1', '100']) {
      const found = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        Object.assign(reads, { requests: 0, items: 0 });
        const query = { limit, ...(cursor !== '' && { cursor }) };
        const answer = await new ApiInMemory(world).call(
          'listContactRoles',
          { nic: cleo },
          { params: { nic: ben }, query },
        );
        expect(reads.items).toBeLessThan(6_500);
        const told = [...toldBy(answer)].filter((id) => id !== ben && id !== groupId && id !== serviceId(0));
        expect(told).toEqual([]);
        const { items, nextCursor } = operations.listContactRoles.answer.parse(JSON.parse(answer.body ?? ''));
        found.push(...items);
        cursor = nextCursor;
      }
      expect(found).toEqual([{ groupId, serviceId: serviceId(0), roles: ['technical'] }]);
    }
  });
});
