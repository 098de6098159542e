import { operatorNic } from '../support/operator.ts';
import { describe, expect, it } from 'vitest';
import { MemberUnavailable } from '../../functions/workers/propagate-contact/member-unavailable.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { CarefulMemberSystem } from '../support/careful-member-system.ts';
import { ada, ben, cleo, groupId, serviceId, World } from '../support/world.ts';

const other = GroupId.parse('cl3-ovh-1');

/** Two services of `ada`'s that their own system knows nothing of, and a group of another customer. */
async function twoCustomers() {
  const world = new World();
  await world.group(2);
  const contacts = { administration: cleo, technical: cleo, billing: cleo };
  await world.stores.groups.create(newGroup(other, contacts));
  const system = new CarefulMemberSystem();
  world.memberSystem = system;
  return { world, system, contacts };
}

async function move(world: World, number: number): Promise<void> {
  await world.leave(number);
  await addServices(
    world.effects,
    operatorNic,
    other,
    [{ serviceId: serviceId(number), kind: 'line' }],
    String,
  );
}

describe('A member system (R10)', () => {
  it('is notified of a join with all three contacts, once, and not of a leave', async () => {
    const { world, system, contacts } = await twoCustomers();
    await move(world, 0);
    const messages = world.memberQueue.take();
    await world.propagate([...messages, ...messages]);
    expect(system.notifications).toEqual([
      { id: `join:1:${serviceId(0)}`, serviceId: serviceId(0), revision: 1, contacts, cause: 'join' },
    ]);
    expect((await world.service(0)).untold).toBeUndefined();
    expect(world.metrics.total('JoinsNotified')).toBe(1);
    world.time += 3_600_000;
    await world.runDueWork();
    expect(world.memberQueue.messages).toEqual([]);
  });

  it('has the contacts of the new customer, not of the former, after a move', async () => {
    const { world, system, contacts } = await twoCustomers();
    await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    expect(system.contactsOf(serviceId(0))).toEqual({ technical: ben });
    await move(world, 0);
    await world.settle();
    expect(system.contactsOf(serviceId(0))).toEqual(contacts);
  });

  it('is notified of a service that leaves and rejoins while a change propagates', async () => {
    const { world, system } = await twoCustomers();
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.leave(1);
    await world.join(1);
    await world.settle();
    expect(system.contactsOf(serviceId(1))).toEqual({ administration: ada, technical: ben, billing: ada });
  });

  it('takes no harm from a call that is under way while its service moves', async () => {
    const { world, system, contacts } = await twoCustomers();
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const late = world.memberQueue.take();
    let isFirst = true;
    system.before = async () => {
      if (!isFirst) return;
      isFirst = false;
      await move(world, 0);
      // The notification of the join comes before the call arrives.
      await world.propagate();
    };
    await world.propagate(late);
    await world.settle();
    expect(system.contactsOf(serviceId(0))).toEqual(contacts);
    expect((await world.service(0)).contacts).toEqual(contacts);
  });

  it('is notified by due work after a lost message, once per life of a message', async () => {
    const { world, system, contacts } = await twoCustomers();
    await move(world, 0);
    world.memberQueue.take();
    await world.runDueWork();
    expect(world.memberQueue.messages).toEqual([]);
    world.time += 61_000;
    await world.runDueWork();
    await world.runDueWork();
    expect(world.memberQueue.messages).toHaveLength(1);
    expect(world.metrics.total('JoinsUntold')).toBe(1);
    await world.propagate();
    expect(system.contactsOf(serviceId(0))).toEqual(contacts);
  });

  it('is notified even if the message cannot be enqueued', async () => {
    const { world, system, contacts } = await twoCustomers();
    world.memberQueue.isBroken = true;
    await move(world, 0);
    world.memberQueue.isBroken = false;
    world.time += 61_000;
    await world.runDueWork();
    await world.propagate();
    expect(system.contactsOf(serviceId(0))).toEqual(contacts);
  });

  it('that is down is tried again after growing pauses, and the reason stands on the row', async () => {
    const { world, system, contacts } = await twoCustomers();
    system.isDown = true;
    await move(world, 0);
    const messages = world.memberQueue.take();
    for (let attempt = 1; attempt < maxReceiveCount; attempt++)
      await expect(world.propagate(messages, attempt)).rejects.toBeInstanceOf(MemberUnavailable);
    await world.propagate(messages, maxReceiveCount);
    const { untold } = await world.service(0);
    expect(untold?.failure).toMatchObject({ code: 'member-system-unavailable', attempts: maxReceiveCount });
    expect(world.metrics.total('JoinsFailed')).toBe(1);
    const pauses: number[] = [];
    for (let round = 0; round < 9; round++) {
      const before = world.time;
      while (world.memberQueue.messages.length === 0) {
        world.time += 1_000;
        await world.runDueWork();
      }
      pauses.push((world.time - before) / 1_000);
      await world.propagate(world.memberQueue.take(), maxReceiveCount);
    }
    expect(pauses).toEqual([60, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    system.isDown = false;
    world.time += 3_600_000;
    await world.runDueWork();
    await world.propagate();
    expect(system.contactsOf(serviceId(0))).toEqual(contacts);
    expect((await world.service(0)).untold).toBeUndefined();
  });

  it('that refuses is tried again too, and its dead letters leave the mark', async () => {
    const { world, system } = await twoCustomers();
    system.answerInstead = {
      kind: 'refused',
      code: 'member-system-refused',
      detail: 'The member system answered 422.',
    };
    await move(world, 0);
    await world.propagate();
    expect((await world.service(0)).untold?.failure).toMatchObject({
      code: 'member-system-refused',
      attempts: 1,
    });
    await world.fail({ cause: 'join', serviceId: serviceId(0) });
    system.answerInstead = undefined;
    world.time += 60_000;
    await world.runDueWork();
    await world.propagate();
    expect((await world.service(0)).untold).toBeUndefined();
  });

  it('is notified once it exists', async () => {
    const { world, system, contacts } = await twoCustomers();
    await move(world, 0);
    world.memberSystem = undefined;
    await world.propagate();
    world.time += 61_000;
    await world.runDueWork();
    expect(world.memberQueue.messages).toEqual([]);
    expect(world.metrics.total('DueItems')).toBe(0);
    world.memberSystem = system;
    await world.runDueWork();
    await world.propagate();
    expect(system.contactsOf(serviceId(0))).toEqual(contacts);
  });

  it('costs a join nothing where there is none', async () => {
    const world = new World();
    await world.group(1);
    expect((await world.service(0)).untold).toBeUndefined();
    expect(world.memberQueue.messages).toEqual([]);
    expect((await world.stores.groups.find(groupId))?.group.serviceCount).toBe(1);
  });
});
