import { describe, expect, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import { all, reported, withOneFailed } from '../support/reported.ts';
import { ada, cleo, dan, World } from '../support/world.ts';

/** One of three members failed, and the change ended. */
async function endedWithOneFailed(): Promise<{
  world: World;
  change: ContactChange;
  late: readonly OutgoingMessage[];
}> {
  const world = new World();
  const { change, late } = await withOneFailed(world, 3);
  await world.settle();
  return { world, change, late };
}

/** Takes the steps of the changes until messages to members wait, and takes them off their queue. */
async function sentBy(world: World): Promise<OutgoingMessage[]> {
  while (world.memberQueue.messages.length === 0) await world.advance();
  return world.memberQueue.take();
}

async function failAgain(world: World, change: ContactChange): Promise<readonly OutgoingMessage[]> {
  await world.retry(ada, change);
  const messages = await sentBy(world);
  for (const { body } of messages) await world.fail(world.memberMessage(body));
  await world.settle();
  expect((await world.changeNow(change)).state).toBe('completed-with-failures');
  return messages;
}

const otherRole = async (world: World): Promise<void> => {
  await world.effectiveChange(ada, { billing: dan });
  await world.settle();
};

describe('A member that failed and failed again in a retry', () => {
  it.each([
    ['first sending', false],
    ['retry', true],
  ])('has failed no longer when a late message of the %s reaches it', async (_which, isOfRetry) => {
    const { world, change, late } = await endedWithOneFailed();
    const ofRetry = await failAgain(world, change);
    await world.propagate(isOfRetry ? ofRetry : late);
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await reported(world, change)).toEqual(all(3));
  });

  it('has failed no longer when such a message reaches it while an earlier change is retried', async () => {
    const { world, change: earlier } = await endedWithOneFailed();
    const later = await world.effectiveChange(ada, { billing: dan });
    const [toFirst, ...others] = await sentBy(world);
    await world.propagate(others);
    await world.fail(world.memberMessage(toFirst?.body));
    await world.settle();
    const late = await failAgain(world, later);
    await world.retry(ada, earlier);
    const messages = await sentBy(world);
    await world.propagate(late);
    expect(await reported(world, later)).toEqual(all(3));
    // And what the row says of the retry stands: this member never took that change.
    await world.request(ada, { technical: ada }, { service: 0 });
    await world.propagate(messages);
    await world.settle();
    expect(await reported(world, earlier)).toEqual({ ...all(2), superseded: 1 });
  });
});

describe('A member that a late message of the first sending reaches during a retry', () => {
  it.each([
    ['', false],
    [', after another change took its slot', true],
  ])('has applied the change, whatever overtakes it%s', async (_when, hasOther) => {
    const { world, change, late } = await endedWithOneFailed();
    if (hasOther) await otherRole(world);
    await world.retry(ada, change);
    const messages = await sentBy(world);
    await world.propagate(late);
    if (!hasOther) await otherRole(world);
    await world.request(ada, { technical: cleo }, { service: 0, codes: { [cleo]: await code(world) } });
    await world.propagate(messages);
    await world.settle();
    expect(await reported(world, change)).toEqual(all(3));
  });
});

it('A member that takes a change late, and is overtaken before a crash is repaired, has failed no longer', async () => {
  const { world, change, late } = await endedWithOneFailed();
  await otherRole(world);
  for (const { body } of late) await world.stores.memberContacts.take(world.memberMessage(body));
  await world.request(ada, { technical: cleo }, { service: 0, codes: { [cleo]: await code(world) } });
  await world.settle();
  await world.propagate(late, 2);
  expect(await reported(world, change)).toEqual(all(3));
});

const code = (world: World): Promise<string> => world.code(cleo, ['technical']);
