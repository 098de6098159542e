import { operatorNic } from '../support/operator.ts';
import { describe, expect, it } from 'vitest';
import { addServices } from '../../shared/commands/add-services.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, eve, groupId, serviceId, World } from '../support/world.ts';

const other = GroupId.parse('ab12345-ovh-2');
const line = (number: number) => ({ serviceId: serviceId(number), kind: 'line' });
const isNew = (number: number) => ({ serviceId: serviceId(number), status: 'new' });

/** The group has the services 0 and 1, and another group has the service 5. */
async function worldOfTwoGroups(table?: MemoryTable): Promise<World> {
  const world = new World(table);
  await world.group(2);
  await world.stores.groups.create(newGroup(other, { administration: ada, technical: ada, billing: ada }));
  await addServices(world.effects, operatorNic, other, [{ serviceId: serviceId(5), kind: 'line' }], String);
  return world;
}

async function load(world: World, services: readonly unknown[], query: Record<string, string> = {}) {
  const { statusCode, body = '' } = await new ApiInMemory(world).call(
    'addGroupServices',
    { nic: eve, isOperator: true },
    { params: { groupId }, query, body: { services } },
  );
  const answer: unknown = JSON.parse(body);
  const { answer: real, dryRunAnswer } = operations.addGroupServices;
  if (statusCode === 200) (query['dryRun'] === 'true' ? dryRunAnswer : real).parse(answer);
  return { status: statusCode, answer };
}

const mixed = [
  line(2),
  line(0),
  { ...line(1), kind: 'number' },
  line(5),
  line(2),
  { serviceId: `0044${'9'.repeat(100)}`, kind: 'line' },
  { ...line(3), kind: 'cable' },
  { ...line(4), colour: 'red' },
  'nothing',
  line(6),
];
const partial = { partial: 'true' };

const refused = (number: number, code: string, pointer: string) => ({
  serviceId: serviceId(number),
  status: 'refused',
  error: { code, pointer },
});
const answers = [
  isNew(2),
  { serviceId: serviceId(0), status: 'same' },
  refused(1, 'state-conflict', '/services/2/kind'),
  refused(5, 'service-in-another-group', '/services/3'),
  refused(2, 'validation-failed', '/services/4/serviceId'),
  { serviceId: `0044${'9'.repeat(60)}`, status: 'refused', error: { pointer: '/services/5/serviceId' } },
  refused(3, 'validation-failed', '/services/6/kind'),
  refused(4, 'validation-failed', '/services/7/colour'),
  { serviceId: '', status: 'refused', error: { pointer: '/services/8' } },
  isNew(6),
];

describe('A partial load of services', () => {
  it('adds the good ones, and answers each in its order', async () => {
    const world = await worldOfTwoGroups();
    expect(await load(world, mixed, partial)).toMatchObject({ status: 200, answer: { items: answers } });
    expect((await world.groupNow()).serviceCount).toBe(4);
    const again = await load(world, [line(2), line(6)], partial);
    expect(again.answer).toEqual({
      items: [2, 6].map((number) => ({ serviceId: serviceId(number), status: 'same' })),
    });
  });

  it('judges again what has joined another group meanwhile', async () => {
    const table = new InterruptedTable();
    const world = await worldOfTwoGroups(table);
    table.beforeNextTransaction = async () => {
      await addServices(
        world.effects,
        operatorNic,
        other,
        [{ serviceId: serviceId(2), kind: 'line' }],
        String,
      );
    };
    expect((await load(world, [line(2), line(3)], partial)).answer).toMatchObject({
      items: [refused(2, 'service-in-another-group', '/services/0'), isNew(3)],
    });
  });

  it('takes 1 to 40, of a group that exists', async () => {
    const world = await worldOfTwoGroups();
    const many = Array.from({ length: 41 }, (_, index) => line(index + 10));
    expect((await load(world, [], partial)).status).toBe(422);
    expect((await load(world, many, partial)).status).toBe(422);
    expect((await load(world, many.slice(1), partial)).status).toBe(200);
    expect((await load(new World(), [line(1)], partial)).status).toBe(404);
    expect((await load(new World(), ['nothing'], partial)).status).toBe(404);
  });
});

describe('A load of services', () => {
  it('adds all or none without `partial`', async () => {
    const world = await worldOfTwoGroups();
    expect((await load(world, mixed)).status).toBe(422);
    expect((await load(world, [line(2), line(5)])).status).toBe(409);
    expect((await load(world, [line(2), line(2)])).answer).toMatchObject({
      errors: [{ code: 'validation-failed', pointer: '/services/1/serviceId' }],
    });
    expect((await world.groupNow()).serviceCount).toBe(2);
  });

  it.each([{}, partial])('answers a dry run the same, and writes nothing: %o', async (query) => {
    const table = new MemoryTable();
    const world = await worldOfTwoGroups(table);
    const services = [line(0), line(2), line(3)];
    const before = table.items();
    const dry = await load(world, services, { ...query, dryRun: 'true' });
    expect(table.items()).toEqual(before);
    const { status, answer } = await load(world, services, query);
    expect(dry).toEqual({ status, answer: { ...Object(answer), dryRun: true } });
    expect((await load(world, [line(2), line(5)], { dryRun: 'true' })).status).toBe(409);
  });
});
