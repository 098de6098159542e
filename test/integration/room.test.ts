import { describe, expect, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { ChangeMessage } from '../../shared/messages/change-message.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, dan, groupId, serviceId, World } from '../support/world.ts';

/** A group of two services on which as many changes propagate as there is room for. */
async function fullWorld(limit = 3) {
  const world = new World();
  world.propagatingLimit = limit;
  await world.group(2);
  const running = [];
  for (let turn = 0; turn < limit; turn++) {
    running.push(await world.effectiveChange(ada, { technical: turn % 2 === 0 ? ben : ada }));
    world.time += 1;
  }
  return { world, running };
}

const stateOf = async (world: World, change: ContactChange) => (await world.changeNow(change)).state;

describe('A change that finds no room on its group (R8)', () => {
  it('is accepted, waits, and starts by itself as soon as one of the group has ended', async () => {
    const { world } = await fullWorld();
    const { change } = await world.request(ada, { billing: cleo });
    expect((await world.accept(cleo, change)).change).toMatchObject({
      state: 'scheduled',
      consents: [{ nic: cleo, decision: 'accepted' }],
    });
    expect((await world.groupNow()).contacts.billing).toBe(ada);
    await world.settle();
    expect(await stateOf(world, change)).toBe('completed');
    expect((await world.service(1)).contacts.billing).toBe(cleo);
  });

  it('is recorded when it would be effective at once, and says so in a dry run', async () => {
    const { world } = await fullWorld();
    const { change: dry } = await world.request(ada, { technical: ada }, { isDryRun: true });
    expect(dry.state).toBe('scheduled');
    const { change } = await world.request(ada, { technical: ada });
    expect(change).toMatchObject({ state: 'scheduled' });
    expect(change.revision).toBeUndefined();
    await world.settle();
    expect(await stateOf(world, change)).toBe('completed');
  });

  it('keeps its lock; it may be cancelled, and refused by who agreed', async () => {
    const { world } = await fullWorld();
    const { change: billing } = await world.request(ada, { billing: cleo });
    await world.accept(cleo, billing);
    expect(await refusalOf(world.request(ada, { billing: dan }))).toEqual(['change-pending']);
    expect((await world.refuse(cleo, billing)).change.state).toBe('refused');
    const { change: again } = await world.request(ada, { billing: dan });
    await world.accept(dan, again);
    expect((await world.cancel(ada, again)).change.state).toBe('cancelled');
    await world.settle();
    expect((await world.groupNow()).contacts.billing).toBe(ada);
    const found = await world.stores.groups.find(groupId);
    expect(found?.openRequests).toEqual([]);
  });

  it('does not expire, and is checked when it starts (R3)', async () => {
    const { world } = await fullWorld();
    const { change } = await world.request(ada, { billing: cleo });
    await world.account(cleo, { balanceCents: -1 });
    expect((await world.accept(cleo, change)).change.state).toBe('scheduled');
    world.time += 10 * 24 * 3_600_000;
    expect(await stateOf(world, change)).toBe('scheduled');
    await world.settle();
    expect(await world.changeNow(change)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'recipient-in-debt' },
    });
  });

  it('waits in the order of its time or its last consent, administration last at a tie (R5)', async () => {
    const { world } = await fullWorld();
    const effectiveAt = new Date(world.time + 10_000);
    const { change: timed } = await world.request(ada, { technical: dan }, { effectiveAt });
    await world.accept(dan, timed);
    const { change: administration } = await world.request(ada, { administration: ben });
    const { change: billing } = await world.request(ada, { billing: cleo });
    world.time += 10_000;
    // The three have the same time: of effect, of the last consent, of the last consent.
    await world.accept(ben, administration);
    await world.accept(cleo, billing);
    expect([await stateOf(world, timed), await stateOf(world, administration)]).toEqual([
      'scheduled',
      'scheduled',
    ]);
    await world.settle();
    const order = await Promise.all(
      [timed, billing, administration].map(async (change) => (await world.changeNow(change)).revision),
    );
    expect(new Set(order)).toEqual(new Set([4, 5, 6]));
    expect(order[2]).toBe(6);
  });

  it('lets no later one of its group go first, though that one needs no room', async () => {
    const { world } = await fullWorld();
    const { change: billing } = await world.request(ada, { billing: cleo });
    await world.accept(cleo, billing);
    world.time += 1;
    const { change: own } = await world.request(ada, { technical: ada }, { service: 0 });
    expect(own.state).toBe('scheduled');
    await world.settle();
    const revisions = [billing, own].map(async (change) => (await world.changeNow(change)).revision);
    expect(await Promise.all(revisions)).toEqual([4, 5]);
    expect((await world.stores.services.find(serviceId(0)))?.contacts.technical).toBe(ada);
  });

  it('is started by due work where whoever completed a change could not ask for it', async () => {
    const { world } = await fullWorld();
    const { change } = await world.request(ada, { billing: cleo });
    await world.accept(cleo, change);
    // The messages that ask for its start are lost.
    for (let round = 0; round < 50 && Object.keys((await world.groupNow()).propagating).length > 0; round++) {
      const steps = world.changeQueue.take().filter(({ body }) => JSON.stringify(body).includes('version'));
      world.time += 1_000 * Math.max(0, ...steps.map((step) => step.delaySeconds ?? 0));
      await world.advance(steps);
      await world.propagate();
    }
    expect(await stateOf(world, change)).toBe('scheduled');
    await world.runDueWork();
    await world.settle();
    expect(await stateOf(world, change)).toBe('completed');
  });

  it('is looked at by due work the more rarely the longer it waits, but for the first', async () => {
    const { world } = await fullWorld();
    const { change: first } = await world.request(ada, { billing: cleo });
    await world.accept(cleo, first);
    world.time += 1;
    const { change: second } = await world.request(ada, { technical: ada }, { service: 0 });
    const asked = new Map([first, second].map(({ changeId }) => [changeId, 0]));
    world.changeQueue.take();
    for (let minute = 0; minute < 60; minute++) {
      world.time += 60_000;
      await world.runDueWork();
      const steps = world.changeQueue.take().filter(({ body }) => {
        const { changeId } = ChangeMessage.parse(body);
        if (!asked.has(changeId)) return false;
        asked.set(changeId, (asked.get(changeId) ?? 0) + 1);
        return true;
      });
      await world.advance(steps);
    }
    expect(asked.get(first.changeId)).toBeGreaterThan(55);
    expect(asked.get(second.changeId)).toBeLessThan(10);
  });

  it('is accepted however many propagate on the group, in production', async () => {
    const { world } = await fullWorld(80);
    const { change: move } = await world.request(ada, { administration: cleo });
    expect((await world.accept(cleo, move)).change.state).toBe('scheduled');
    await world.settle();
    expect((await world.groupNow()).contacts.administration).toBe(cleo);
  });
});

describe('A line of overdue changes', () => {
  it('longer than a request starts does not keep an accept from being recorded', async () => {
    const world = new World();
    await world.group(30, { technical: ben });
    const effectiveAt = new Date(world.time + 60_000);
    for (let service = 0; service < 30; service++)
      await world.request(ada, { technical: ada }, { service, effectiveAt });
    const { change } = await world.request(ada, { administration: cleo });
    world.time += 61_000;
    expect((await world.accept(cleo, change)).change.state).toBe('scheduled');
    await world.settle();
    expect((await world.changeNow(change)).revision).toBe(31);
    expect((await world.service(29)).contacts).toMatchObject({ administration: cleo, technical: ada });
  });
});
