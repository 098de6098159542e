import { describe, expect, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import { refusalOf } from '../support/refusal-of.ts';
import type { Outcome } from '../../shared/store/outcomes.ts';
import { ada, ben, World } from '../support/world.ts';

const failAll = async (world: World, messages: readonly OutgoingMessage[]): Promise<void> => {
  for (const { body } of messages) await world.fail(world.memberMessage(body));
};

/** A change that has ended, with the first members failed and the others applied. */
async function endedWithFailures(world: World, services: number, failed: number): Promise<ContactChange> {
  await world.group(services);
  const change = await world.effectiveChange(ada, { technical: ben });
  await world.advance();
  const messages = world.memberQueue.take();
  await failAll(world, messages.slice(0, failed));
  await world.propagate(messages.slice(failed));
  await world.settle();
  expect((await world.changeNow(change)).state).toBe('completed-with-failures');
  return change;
}

describe('A retry', () => {
  it('resends only to the failed members, and subtracts those deleted in the meantime', async () => {
    const world = new World();
    const change = await endedWithFailures(world, 5, 3);
    expect(await world.progressNow(change)).toMatchObject({ services: 5, applied: 2, failed: 3 });
    await world.leave(0);
    expect(await refusalOf(world.retry(ben, change))).toEqual(['not-administration-contact']);
    expect((await world.retry(ada, change)).change.state).toBe('propagating');
    expect(await refusalOf(world.retry(ada, change))).toEqual(['state-conflict']);
    let sent = 0;
    await world.settle((again) => {
      sent += again.length;
      return again;
    });
    expect(sent).toBe(2);
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.progressNow(change)).toEqual({
      services: 4,
      applied: 4,
      superseded: 0,
      failed: 0,
      pending: 0,
    });
  });

  it('of more members than one step handles reaches each of them, even if some fail again', async () => {
    const world = new World();
    const change = await endedWithFailures(world, 200, 200);
    await world.retry(ada, change);
    while (world.memberQueue.messages.length === 0) await world.advance();
    const [again] = world.memberQueue.messages;
    await failAll(world, again === undefined ? [] : [again]);
    world.memberQueue.messages.shift();
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await world.progressNow(change)).toMatchObject({ services: 200, applied: 199, failed: 1 });
    for (let number = 1; number < 200; number++)
      expect((await world.service(number)).contacts.technical).toBe(ben);
  });

  it('of members that fail at once ends again, after one message each', async () => {
    const world = new World();
    const change = await endedWithFailures(world, 100, 100);
    await world.retry(ada, change);
    let sent = 0;
    for (let round = 0; round < 20; round++) {
      const messages = world.memberQueue.take();
      sent += messages.length;
      await failAll(world, messages);
      world.time += 5_000;
      await world.advance();
    }
    expect(sent).toBe(100);
    expect(await world.progressNow(change)).toMatchObject({ services: 100, failed: 100 });
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
  });
});

describe('A failure', () => {
  it('does not count if its member is deleted before the change completes', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await failAll(world, messages.slice(0, 1));
    await world.propagate(messages.slice(1, 2));
    for (let step = 0; step < 20; step++) {
      world.time += 1_000;
      await world.advance();
    }
    await world.leave(0);
    await world.settle();
    expect(await world.progressNow(change)).toEqual({
      services: 2,
      applied: 2,
      superseded: 0,
      failed: 0,
      pending: 0,
    });
    expect((await world.changeNow(change)).state).toBe('completed');
  });

  it('does not count if the member’s row has reached the revision', async () => {
    const world = new World();
    await world.group(2);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await failAll(world, messages);
    await world.propagate(messages);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.membersNow(change, 'failed')).toEqual([]);
  });

  it('is not recorded for a member that is deleted at that moment', async () => {
    const world = new World();
    await world.group(2);
    const change = await world.effectiveChange(ada, { technical: ben });
    const service = await world.service(0);
    await world.leave(0);
    const outcome: Outcome = {
      state: 'failed',
      serviceId: service.serviceId,
      code: 'attempts-exhausted',
      detail: 'late',
      attempts: 1,
      at: change.requestedAt,
    };
    const { changeId, revision = 0 } = change;
    const recording = { outcome, entry: { slot: 0, revision } };
    expect(await world.stores.memberContacts.record(changeId, service, recording)).toBe(false);
  });
});
