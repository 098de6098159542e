import { describe, expect, it } from 'vitest';
import { ChangeId, type ServiceId } from '../../shared/domain/identifiers.ts';
import { tableKeys } from '../../shared/store/index-keys.ts';
import { marginDays, withRetention } from '../../shared/store/retention.ts';
import { MemoryTable } from '../support/memory-table.ts';
import {
  askReassignment,
  countsOf,
  decideOnReassignment,
  operator,
  outcomes,
  reassignmentNow,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, serviceId, World } from '../support/world.ts';

const retentionDays = 30;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** A world that keeps what has ended for 30 days, and whose rows expire as DynamoDB deletes them. */
function worldThatForgets() {
  const rows = new MemoryTable();
  const clock = { now: () => new Date(world.time) };
  const world: World = new World(withRetention(rows, retentionDays, clock));
  const pass = async (days: number): Promise<void> => {
    world.time += days * dayMilliseconds;
    for (const row of rows.items()) {
      const expiry = row[tableKeys.timeToLive];
      if (typeof expiry === 'number' && expiry * 1_000 < world.time)
        await rows.delete({ delete: { pk: row.pk, sk: row.sk } });
    }
  };
  /** The rows of changes and reassignments that are left. */
  const left = (): string[] =>
    rows
      .items()
      .filter(({ pk, sk }) => /^(?:CHANGE|REASSIGNMENT|PARTY)#/.test(pk) || sk.startsWith('CHANGE#'))
      .map(({ pk, sk }) => `${pk} ${sk}`);
  return { world, pass, left };
}

/** A change with a member that took it, one that was superseded, and one that fails, as it does in each retry. */
async function endedWithFailures(world: World) {
  await world.group(3);
  const change = await world.effectiveChange(ada, { technical: ben });
  await world.advance();
  const [failing, late, taking] = world.memberQueue.take().map(({ body }) => world.memberMessage(body));
  if (failing === undefined || late === undefined || taking === undefined)
    throw new Error('There are three.');
  await world.propagate([{ body: taking }]);
  await world.effectiveChange(ada, { technical: cleo });
  await world.advance();
  await failAt(world, failing.serviceId);
  await world.propagate([{ body: late }]);
  await settleFailing(world, failing.serviceId);
  return { change, failing: failing.serviceId };
}

/** Delivers the messages to members; those to one of them fail. */
async function failAt(world: World, failing: ServiceId): Promise<void> {
  const messages = world.memberQueue.take();
  const toIt = messages.filter(({ body }) => world.memberMessage(body).serviceId === failing);
  for (const { body } of toIt) await world.fail(world.memberMessage(body));
  await world.propagate(messages.filter((message) => !toIt.includes(message)));
}

async function settleFailing(world: World, failing: ServiceId): Promise<void> {
  for (;;) {
    world.time += 60_000;
    await world.runDueWork();
    if (world.changeQueue.messages.length + world.reassignmentQueue.messages.length === 0) return;
    await world.advance();
    await world.runReassignments();
    await failAt(world, failing);
  }
}

describe('With a retention', () => {
  it('a change is kept for so long after its end, and is then gone with all that belongs to it', async () => {
    const { world, pass, left } = worldThatForgets();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [failing, ...others] = world.memberQueue.take();
    const message = world.memberMessage(failing?.body);
    await world.fail(message);
    await world.propagate(others);
    await world.settle();
    const before = await world.progressNow(change);
    expect(before).toMatchObject({ applied: 2, failed: 1 });
    await pass(retentionDays - 1);
    expect(await world.progressNow(change)).toEqual(before);
    expect(await world.listedNow(change)).toMatchObject({ services: 3, applied: 2, failed: 1 });
    await pass(2);
    expect(await world.stores.changes.find(change.changeId)).toBeUndefined();
    await pass(marginDays + 7);
    expect(left()).toEqual([]);
    expect((await world.groupNow()).propagating).toEqual({});
  });

  it('a late message of a change that is gone changes nothing of it', async () => {
    const { world, pass, left } = worldThatForgets();
    await world.group(2);
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await world.propagate(messages);
    await world.settle();
    await pass(retentionDays + marginDays + 1);
    await world.propagate(messages);
    for (const { body } of messages) await world.fail(world.memberMessage(body));
    await world.settle();
    await pass(retentionDays + marginDays + 1);
    expect(left()).toEqual([]);
    expect((await world.service(0)).contacts.technical).toBe(ben);
  });

  it('a retry keeps the change, its outcomes and its places in lists from its new end on', async () => {
    const { world, pass, left } = worldThatForgets();
    const { change, failing } = await endedWithFailures(world);
    const counts = { services: 3, applied: 1, superseded: 1, failed: 1, pending: 0 };
    for (let round = 0; round < 6; round++) {
      expect(await world.progressNow(change)).toEqual(counts);
      expect(await world.listedNow(change)).toEqual(counts);
      const { candidates } = await world.stores.changeLists.ofParty(ben, { limit: 10 });
      expect(candidates.map(({ changeId }) => changeId)).toContain(change.changeId);
      await pass(retentionDays - 1);
      await world.retry(ada, change, true);
      await settleFailing(world, failing);
    }
    await pass(retentionDays + marginDays + 1);
    expect(left()).toEqual([]);
  });

  it('a request that ends without being read is forgotten too', async () => {
    const { world, pass } = worldThatForgets();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    await world.effectiveChange(ada, { administration: cleo });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('rejected');
    await pass(retentionDays + 1);
    expect(await world.stores.changes.find(change.changeId)).toBeUndefined();
  });

  it('a request that waits for its time stays, however late that is', async () => {
    const { world, pass } = worldThatForgets();
    await world.group(1);
    const effectiveAt = new Date(world.time + 365 * dayMilliseconds);
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt });
    await world.accept(ben, change);
    await pass(364);
    expect((await world.changeNow(change)).state).toBe('scheduled');
    const { candidates } = await world.stores.changeLists.ofGroup(change.groupId, { limit: 10 });
    expect(candidates.map(({ changeId }) => changeId)).toEqual([change.changeId]);
  });

  it('a reassignment is forgotten with its targets and counts, also if a change of it is retried later', async () => {
    const { world, pass, left } = worldThatForgets();
    await worldOfGroups(2, world);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], isOperator: true };
    const reassignment = await askReassignment(world, operator, asked);
    await decideOnReassignment(world, cleo, reassignment);
    const failing = serviceId(0);
    await settleFailing(world, failing);
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed-with-failures');
    const [target] = await outcomes(world, reassignment);
    const changeId = ChangeId.parse(target?.changeId);
    for (let round = 0; round < 6; round++) {
      await pass(retentionDays - 1);
      await world.retry(ada, { changeId });
      await settleFailing(world, failing);
      const { reassignmentId } = reassignment;
      if ((await world.stores.reassignments.find(reassignmentId)) === undefined) continue;
      expect(await countsOf(world, reassignment)).toMatchObject({ completed: 1, failed: 1 });
    }
    expect(await world.stores.reassignments.find(reassignment.reassignmentId)).toBeUndefined();
    expect((await world.changeNow({ changeId })).state).toBe('completed-with-failures');
    await pass(retentionDays + marginDays + 1);
    expect(left()).toEqual([]);
  });
});

describe('Without a retention', () => {
  it('no row of a change expires', async () => {
    const rows = new MemoryTable();
    const world: World = new World(withRetention(rows, undefined, { now: () => new Date(0) }));
    await world.group(2);
    await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    expect(rows.items().filter((row) => tableKeys.timeToLive in row)).toEqual([]);
  });
});
