import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../shared/runtime/unavailable.ts';
import type { Update, UpdateOptions } from '../../shared/store/table.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, World } from '../support/world.ts';

/** A table whose answers to updates get lost, behind a client that repeats what it has no answer to. */
class TableOfLostAnswers extends MemoryTable {
  losesAnswerTo: (operation: Update) => boolean = () => false;

  override async update(operation: Update, options: UpdateOptions = {}) {
    const answer = await super.update(operation, options);
    if (!this.losesAnswerTo(operation)) return answer;
    if (options.once) throw new Unavailable('The answer was lost.');
    return super.update(operation, options);
  }
}

const isCount = ({ update: { sk } }: Update): boolean => sk === 'PROGRESS';

describe('Where the answer to a write is lost', () => {
  it('the progress never falls, its sum holds, and it is never ahead of the list of members', async () => {
    const table = new TableOfLostAnswers();
    const world = new World(table);
    await world.group(40);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    table.losesAnswerTo = isCount;
    let before = await world.progressNow(change);
    const agree = async () => {
      const [now, listed] = [await world.progressNow(change), await world.listedNow(change)];
      expect(now.applied + now.superseded + now.failed + now.pending).toBe(now.services);
      for (const part of ['applied', 'superseded', 'failed'] as const) {
        expect(now[part]).toBeGreaterThanOrEqual(before[part]);
        expect(now[part]).toBeLessThanOrEqual(listed[part]);
      }
      before = now;
    };
    const messages = world.memberQueue.take();
    for (let start = 0; start < 30; start += 10) {
      await world.propagate(messages.slice(start, start + 10));
      await agree();
    }
    for (const { body } of messages.slice(30)) {
      await world.fail(world.memberMessage(body));
      await agree();
    }
    for (let round = 0; round < 60; round++) {
      world.time += 1_000;
      await world.runDueWork();
      await world.advance();
      await agree();
    }
    expect(await world.progressNow(change)).toMatchObject({ applied: 30, failed: 10, pending: 0 });
  });

  it('a failed member that took the change is no longer failed, also after the end of the change', async () => {
    const table = new TableOfLostAnswers();
    const world = new World(table);
    await world.group(2);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [failing, ...others] = world.memberQueue.take();
    if (failing === undefined) throw new Error('There is no message.');
    await world.fail(world.memberMessage(failing.body));
    await world.propagate(others);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    table.losesAnswerTo = ({ update: { sk } }) => sk === 'SERVICE';
    await world.propagate([failing]);
    expect(await world.listedNow(change)).toMatchObject({ applied: 2, failed: 0 });
    expect(await world.progressNow(change)).toMatchObject({ applied: 2, failed: 0 });
    expect((await world.changeNow(change)).state).toBe('completed');
  });
});
