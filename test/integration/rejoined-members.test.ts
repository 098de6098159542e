import { describe, expect, it } from 'vitest';
import type { MemberSystemAnswer } from '../../functions/workers/propagate-contact/member-system.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { CarefulMemberSystem } from '../support/careful-member-system.ts';
import { ada, ben, cleo, serviceId, World } from '../support/world.ts';

const down: MemberSystemAnswer = {
  kind: 'unavailable',
  code: 'member-system-unavailable',
  detail: 'It is down.',
};

/** What the call of a service's own system may come to that left and joined again while it was under way. */
const answers: Readonly<Record<string, MemberSystemAnswer | undefined>> = {
  'is taken by a careful system, which knows the join': undefined,
  'is taken whatever stands there': { kind: 'taken' },
  'finds the system ahead': { kind: 'ahead' },
  'is refused': { kind: 'refused', code: 'member-system-refused', detail: 'no' },
  'fails for the last time': down,
};

async function worldWithCarefulSystem() {
  const world = new World();
  await world.group(2);
  const system = new CarefulMemberSystem();
  world.memberSystem = system;
  return { world, system };
}

describe('A call under way for a service that leaves its group and joins it again', () => {
  for (const [what, answer] of Object.entries(answers))
    for (const isTold of [true, false])
      it(`${what}, the join ${isTold ? 'being told' : 'not being told'} meanwhile: no harm`, async () => {
        const { world, system } = await worldWithCarefulSystem();
        const change = await world.effectiveChange(ada, { technical: ben });
        await world.advance();
        const messages = world.memberQueue.take();
        let isFirst = true;
        system.before = async ({ serviceId: called }) => {
          system.answerInstead = undefined;
          if (!isFirst || called !== serviceId(0)) return;
          isFirst = false;
          await world.leave(0);
          await world.join(0);
          if (isTold) await world.propagate();
          system.answerInstead = answer;
        };
        await world.propagate(messages, maxReceiveCount);
        const { revision } = change;
        expect(await world.service(0)).toMatchObject({
          contacts: { administration: ada, technical: ben, billing: ada },
          revisions: { technical: (revision ?? 0) + 1 },
          behind: {},
        });
        expect(await world.recorded(change, 0)).toBeUndefined();
        await world.settle();
        expect(await world.changeNow(change)).toMatchObject({ state: 'completed' });
        const one = { services: 1, applied: 1, superseded: 0, failed: 0, pending: 0 };
        expect(await world.progressNow(change)).toEqual(one);
        expect(await world.listedNow(change)).toEqual(one);
        expect(system.contactsOf(serviceId(0))).toEqual((await world.service(0)).contacts);
        expect((await world.service(0)).untold).toBeUndefined();
      });

  it('takes a change that comes after the join, and nothing of the one before', async () => {
    const { world, system } = await worldWithCarefulSystem();
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    let isFirst = true;
    system.before = async ({ serviceId: called }) => {
      if (!isFirst || called !== serviceId(0)) return;
      isFirst = false;
      await world.leave(0);
      await world.join(0);
      await world.effectiveChange(ada, { technical: cleo });
      await world.advance();
      await world.propagate();
    };
    await world.propagate(messages);
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(cleo);
    expect(system.contactsOf(serviceId(0))).toEqual((await world.service(0)).contacts);
  });

  it('writes nothing in its row where the change is of that service alone', async () => {
    const { world, system } = await worldWithCarefulSystem();
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.advance();
    let isFirst = true;
    system.before = async () => {
      if (!isFirst) return;
      isFirst = false;
      await world.leave(0);
      await world.join(0);
      await world.propagate();
    };
    await world.settle();
    // The service that came back has the contacts of its group.
    expect((await world.service(0)).contacts.technical).toBe(ada);
    expect((await world.service(0)).ownTechnicalContact).toBeUndefined();
    expect(system.contactsOf(serviceId(0))).toEqual((await world.service(0)).contacts);
    expect(await world.progressNow(change)).toMatchObject({ services: 0, pending: 0 });
    expect((await world.changeNow(change)).state).toBe('completed');
  });
});
