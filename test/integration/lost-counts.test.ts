import { describe, expect, it } from 'vitest';
import { ada, ben, World } from '../support/world.ts';

describe('Counters that lost additions', () => {
  /** Seconds until ten thousand members have taken a change, 400 a second, of whom the first are not counted. */
  async function secondsWithLost(uncounted: number): Promise<number> {
    const world = new World();
    await world.group(10_000);
    const change = await world.effectiveChange(ada, { technical: ben });
    const started = world.time;
    let lost = 0;
    while ((await world.changeNow(change)).state === 'propagating') {
      await world.advance(world.changeQueue.take());
      world.time += 1_000;
      const [now, later] = [world.memberQueue.messages.slice(0, 400), world.memberQueue.messages.slice(400)];
      world.memberQueue.take();
      world.memberQueue.messages.push(...later);
      if (lost >= uncounted) await world.propagate(now);
      else {
        lost += now.length;
        for (const { body } of now) await world.stores.memberContacts.take(world.memberMessage(body));
      }
    }
    return (world.time - started) / 1_000;
  }

  it('are waited for once: with 5,600 of 10,000 members uncounted it takes at most twice as long', async () => {
    const clean = await secondsWithLost(0);
    expect(await secondsWithLost(5_600)).toBeLessThanOrEqual(2 * clean);
  }, 60_000);

  it('are made up for by repeated messages: a member that has the change counts towards when to look', async () => {
    const world = new World();
    await world.group(10);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    for (const { body } of messages) await world.stores.memberContacts.take(world.memberMessage(body));
    await world.propagate(messages, 2);
    const counts = await world.stores.progress.read(change.changeId);
    expect(counts).toMatchObject({ applied: 0, repeated: 10 });
    const started = world.time;
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(world.time - started).toBeLessThan(5_000);
  });
});
