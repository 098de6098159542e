import { describe, expect, it } from 'vitest';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { ada, ben, type World } from '../support/world.ts';
import { worldWithSystem } from '../support/world-with-system.ts';

const unavailable = {
  kind: 'unavailable',
  code: 'member-system-unavailable',
  detail: 'It is asleep.',
} as const;

const attemptsOf = async (world: World, change: Parameters<World['membersNow']>[0]) =>
  (await world.membersNow(change, 'failed')).map(({ attempts }) => attempts);

describe('The attempts of a failed member', () => {
  it('count its tries, and not the receives of its message', async () => {
    const { world, system } = await worldWithSystem(1);
    system.answer = () => unavailable;
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await expect(world.propagate(messages, 2)).rejects.toThrow('It is asleep.');
    // Nothing was tried when it was received in between.
    await world.propagate(messages, maxReceiveCount);
    expect(system.notifications).toHaveLength(2);
    expect(await attemptsOf(world, change)).toEqual([2]);
  });

  it('count those of a message that is a dead letter, and are absent if there was none', async () => {
    const { world, system } = await worldWithSystem(2);
    system.answer = () => unavailable;
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [first, second] = world.memberQueue.take();
    if (first === undefined || second === undefined) throw new Error('There are two members.');
    for (const attempt of [1, 4]) await expect(world.propagate([first], attempt)).rejects.toThrow('asleep');
    for (const { body } of [first, second]) await world.fail(world.memberMessage(body));
    expect(await attemptsOf(world, change)).toEqual([2, undefined]);
  });

  it('count those of a message that came again after the member had failed', async () => {
    const { world, system } = await worldWithSystem(1);
    system.answer = () => unavailable;
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    for (let time = 1; time <= 2; time++) {
      await world.propagate(messages, maxReceiveCount);
      expect(system.notifications).toHaveLength(time);
      expect(await attemptsOf(world, change)).toEqual([time]);
      expect((await world.membersNow(change)).map(({ attempts }) => attempts)).toEqual([time]);
    }
  });

  it('go on over a retry', async () => {
    const { world, system } = await worldWithSystem(1);
    system.answer = () => ({ kind: 'refused', code: 'member-system-refused', detail: 'no' });
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    expect(await attemptsOf(world, change)).toEqual([1]);
    await world.retry(ada, change);
    await world.settle();
    expect(await attemptsOf(world, change)).toEqual([2]);
  });
});
