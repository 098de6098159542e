import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import { ada, ben, cleo, World } from '../support/world.ts';

const failAll = async (world: World, messages: readonly OutgoingMessage[]): Promise<void> => {
  for (const { body } of messages) await world.fail(world.memberMessage(body));
};

/** A change that the first members failed, the others took, and whose next step looks at them. */
async function propagateWithFailures(services: number, failed: number) {
  const world = new World();
  await world.group(services);
  const change = await world.effectiveChange(ada, { technical: ben });
  while (world.changeQueue.messages.some(({ delaySeconds = 0 }) => delaySeconds === 0)) await world.advance();
  const messages = world.memberQueue.take();
  await failAll(world, messages.slice(0, failed));
  await world.propagate(messages.slice(failed));
  return { world, change, steps: world.changeQueue.take() };
}

/** A later change that the first members take. */
async function supersede(world: World, members: number) {
  const kept = world.changeQueue.take();
  await world.effectiveChange(ada, { technical: cleo });
  while (world.memberQueue.messages.length < members) await world.advance();
  await world.propagate(world.memberQueue.take().slice(0, members));
  world.changeQueue.take();
  return kept;
}

/** Takes the steps one after the other until the change has ended, or until `isEnough`. */
async function stepOn(
  world: World,
  steps: OutgoingMessage[],
  isEnough: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<OutgoingMessage[]> {
  let next = steps;
  while (next.length > 0 && !(await isEnough())) {
    world.time += 1_000 * Math.max(...next.map(({ delaySeconds = 0 }) => delaySeconds));
    await world.advance(next);
    next = world.changeQueue.take();
  }
  return next;
}

describe('Members whose failure was recorded', () => {
  it('stay failed where a later change overtakes them', async () => {
    const { world, change, steps } = await propagateWithFailures(4, 1);
    await supersede(world, 1);
    await stepOn(world, steps);
    expect(await world.progressNow(change)).toMatchObject({ applied: 3, superseded: 0, failed: 1 });
    expect(await world.listedNow(change)).toEqual(await world.progressNow(change));
  });

  it('are counted once, by the hundred, however often the count begins again', async () => {
    const { world, change, steps } = await propagateWithFailures(1_300, 1_200);
    const hasCountedSome = async () => {
      const { propagation } = await world.changeNow(change);
      return propagation?.phase === 'rechecking' && propagation.failed === 1_000;
    };
    const counting = await stepOn(world, steps, hasCountedSome);
    await world.leave(1_299);
    await world.leave(0);
    await stepOn(world, counting);
    expect(await world.progressNow(change)).toEqual({
      services: 1_298,
      applied: 99,
      superseded: 0,
      failed: 1_199,
      pending: 0,
    });
    expect(await world.membersNow(change, 'failed')).toHaveLength(1_199);
  });
});
