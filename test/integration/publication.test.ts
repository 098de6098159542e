import { describe, expect, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';
import { ada, ben, World } from '../support/world.ts';

const sevenDays = 7 * 24 * 60 * 60 * 1000;

describe('Publication', () => {
  const completedChange = async (world: World) => {
    await world.group(1);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    return change;
  };
  const publishedTypes = (world: World, { changeId }: ContactChange) =>
    world.eventBus.accepted.flatMap((event) =>
      'changeId' in event && event.changeId === changeId ? [event.type.replace('contact-change.', '')] : [],
    );
  const all = ['requested', 'consent-accepted', 'effective', 'completed'];

  it('follows the commit, once', async () => {
    const world = new World();
    const change = await completedChange(world);
    await world.publishEvents();
    expect(publishedTypes(world, change)).toEqual(all);
    world.time += 3_600_000;
    await world.runDueWork();
    expect(world.eventQueue.take()).toEqual([]);
  });

  it('happens by due work if every message about it was lost', async () => {
    const world = new World();
    const change = await completedChange(world);
    world.eventQueue.take();
    world.time += 60_000;
    await world.runDueWork();
    expect(world.metrics.values('OldestEventAge').at(-1)).toBeGreaterThan(0);
    await world.publishEvents();
    expect(publishedTypes(world, change)).toEqual(all);
  });

  it.each([
    ['does not answer', { outages: 1 }],
    ['refuses entries', { refusals: 1 }],
    ['took them, and its answer is lost', { lostAnswers: 1 }],
  ])('loses nothing if the bus %s', async (_name, trouble) => {
    const world = new World();
    const change = await completedChange(world);
    Object.assign(world.eventBus, trouble);
    const messages = world.eventQueue.take();
    await expect(world.publishEvents(messages.slice(0, 1))).rejects.toThrow(Unavailable);
    await world.publishEvents(messages);
    expect(new Set(publishedTypes(world, change))).toEqual(new Set(all));
  });

  it('is not held up by events, however many wait', async () => {
    const world = new World();
    world.eventBus.outages = Infinity;
    const change = await completedChange(world);
    const { change: expiring } = await world.request(ada, { billing: ben });
    world.time += sevenDays + 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await world.changeNow(expiring)).state).toBe('expired');
    world.eventBus.outages = 0;
    await world.publishEvents();
    expect(publishedTypes(world, change)).toEqual(all);
  });
});
