import { operatorNic } from '../support/operator.ts';
import { expect, it } from 'vitest';
import { addServices } from '../../shared/commands/add-services.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import { dueWorkTenant, type OutgoingMessage } from '../../shared/messages/queue.ts';
import { ContactChangeAnswer } from '../../shared/http/contract/shapes.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { countedTable } from '../support/counted-table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { askReassignment, decideOnReassignment, hoursFrom, worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, serviceId, World } from '../support/world.ts';

const busyGroups = 30;
const groupOf = (who: Nic, number: number): GroupId => GroupId.parse(`${who}-${number + 1}`);
/** How many members and how many steps the workers take in a second. */
const membersPerSecond = 10;
const stepsPerSecond = 4;

/** What a request of `ben` reads, and how many seconds its change of twenty services takes. */
interface Measured {
  readonly itemsRead: number;
  readonly seconds: number;
}

/** Groups of twenty services each. */
async function makeGroups(world: World, who: Nic, first: number, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const groupId = groupOf(who, number);
    await world.stores.groups.create(
      newGroup(groupId, { administration: who, technical: who, billing: who }),
    );
    const numbers = Array.from({ length: 20 }, (_service, index) => first + number * 20 + index);
    const wanted = numbers.map((one) => ({ serviceId: serviceId(one), kind: 'line' as const }));
    await addServices(world.effects, operatorNic, groupId, wanted, String);
  }
}

/** A request by `who` for one of its groups that is effective at once. */
async function change(world: World, who: Nic, number: number): Promise<ContactChangeAnswer> {
  const code = await world.code(cleo, ['technical']);
  const { body } = await new ApiInMemory(world).call(
    'requestGroupChange',
    { nic: who },
    {
      params: { groupId: groupOf(who, number) },
      body: { contacts: { technical: cleo }, consentCodes: { [cleo]: code } },
    },
  );
  return ContactChangeAnswer.parse(JSON.parse(body ?? ''));
}

/** Takes what a fair queue would deliver next: one message of each tenant in turn. Every message names its tenant. */
function takeFairly(messages: OutgoingMessage[], count: number): OutgoingMessage[] {
  expect(messages.filter(({ tenant }) => tenant === undefined)).toEqual([]);
  const byTenant = [...Map.groupBy(messages, ({ tenant = '' }) => tenant).values()];
  const longest = Math.max(0, ...byTenant.map((some) => some.length));
  const inTurn = Array.from({ length: longest }, (_, turn) => byTenant.flatMap((some) => some[turn] ?? []));
  const taken = inTurn.flat().slice(0, count);
  messages.splice(0, messages.length, ...messages.filter((message) => !taken.includes(message)));
  return taken;
}

async function measure({ isBusy }: { readonly isBusy: boolean }): Promise<Measured> {
  const counted = countedTable(new MemoryTable());
  const world = new World(counted.table);
  await Promise.all([ada, ben, cleo].map((who) => world.account(who)));
  await makeGroups(world, ada, 0, busyGroups);
  await makeGroups(world, ben, busyGroups * 20, 1);
  if (isBusy) for (let number = 0; number < busyGroups; number++) await change(world, ada, number);
  await world.advance(takeFairly(world.changeQueue.messages, stepsPerSecond));
  counted.reads.items = 0;
  const asked = await change(world, ben, 0);
  const itemsRead = counted.reads.items;
  for (let seconds = 1; seconds < 1_000; seconds++) {
    world.time += 1_000;
    await world.propagate(takeFairly(world.memberQueue.messages, membersPerSecond));
    await world.advance(takeFairly(world.changeQueue.messages, stepsPerSecond));
    if ((await world.changeNow(asked)).state === 'completed') return { itemsRead, seconds };
  }
  throw new Error('The change does not end.');
}

it('A caller at full rate makes another’s request and its change take at most twice as long', async () => {
  const alone = await measure({ isBusy: false });
  const beside = await measure({ isBusy: true });
  expect(beside.itemsRead).toBeLessThanOrEqual(2 * alone.itemsRead);
  expect(beside.seconds).toBeLessThanOrEqual(2 * alone.seconds);
  expect(beside.seconds).toBeGreaterThan(alone.seconds);
});

it('The steps of a reassignment and of its changes carry its requester; those of due work are one tenant', async () => {
  const world = await worldOfGroups(2);
  const asked = { from: ben, to: cleo, roles: ['technical' as const] };
  await decideOnReassignment(world, cleo, await askReassignment(world, ada, asked));
  const later = await askReassignment(world, ada, { ...asked, to: dan, runAt: hoursFrom(world, 1) });
  await decideOnReassignment(world, dan, later);
  const tenants = new Set<string | undefined>();
  for (let round = 0; round < 4; round++) {
    const all = [world.reassignmentQueue, world.changeQueue, world.memberQueue].map(
      (queue) => queue.messages,
    );
    for (const { tenant } of all.flat()) tenants.add(tenant);
    await world.runReassignments();
    await world.advance();
  }
  expect([...tenants]).toEqual([ada]);
  world.time += 2 * 3_600_000;
  await world.settle();
  await world.runDueWork();
  expect(world.reassignmentQueue.messages.map(({ tenant }) => tenant)).toEqual([dueWorkTenant]);
});
