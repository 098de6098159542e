import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../shared/runtime/metric-names.ts';
import { ada, ben, World } from '../support/world.ts';

const total = (world: World, ...names: MetricName[]) =>
  Object.fromEntries(names.map((name) => [name, world.metrics.total(name)]));

describe('A change that completes', () => {
  it('is counted, with the time from effective to completed and the outcomes of its members', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    // The last page is sent after seven seconds, and looked at a second later.
    world.time += 7_000;
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(world.metrics.values('TimeToComplete')).toEqual([8]);
    expect(
      total(world, 'ChangesCompleted', 'ChangesCompletedWithFailures', 'VerifiedApplied', 'VerifiedFailed'),
    ).toEqual({
      ChangesCompleted: 1,
      ChangesCompletedWithFailures: 0,
      VerifiedApplied: 3,
      VerifiedFailed: 0,
    });
  });

  it('is counted once even if its last step is delivered twice', async () => {
    const world = new World();
    await world.group(1);
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.propagate();
    world.time += 1_000;
    const last = world.changeQueue.take();
    await world.advance(last);
    await world.advance(last);
    expect(world.metrics.values('ChangesCompleted')).toEqual([1]);
  });

  it('counts its superseded members', async () => {
    const world = new World();
    await world.group(4);
    await world.effectiveChange(ada, { technical: ben });
    await world.effectiveChange(ada, { technical: ada });
    await world.advance();
    await world.propagate(world.memberQueue.take().toReversed());
    await world.settle();
    expect(total(world, 'ChangesCompleted', 'VerifiedApplied', 'VerifiedSuperseded')).toEqual({
      ChangesCompleted: 2,
      VerifiedApplied: 4,
      VerifiedSuperseded: 4,
    });
  });
});

describe('Members', () => {
  it('are counted once with their outcome and number of attempts, even if a message is duplicated', async () => {
    const world = new World();
    await world.group(5);
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [first, again, third, ...rest] = world.memberQueue.take();
    await world.leave(3);
    await world.effectiveChange(ada, { technical: ada });
    await world.advance();
    const [later] = world.memberQueue.take();
    await world.propagate([later!]);
    await world.propagate([first!, again!], 2);
    await world.propagate([again!], 3);
    await world.propagate(rest);
    await world.fail(world.memberMessage(third!.body));
    expect(total(world, 'MembersApplied', 'MembersSuperseded', 'MembersRemoved', 'MembersFailed')).toEqual({
      MembersApplied: 3,
      MembersSuperseded: 1,
      MembersRemoved: 1,
      MembersFailed: 1,
    });
    expect(world.metrics.values('Attempts')).toEqual([1, 2, 2, 3, 1, 1]);
  });
});

describe('Members whose messages are lost', () => {
  it('are counted each time a message is resent', async () => {
    const world = new World();
    await world.group(5);
    await world.effectiveChange(ada, { technical: ben });
    let deliveries = 0;
    await world.settle((messages) => {
      deliveries += messages.length > 0 ? 1 : 0;
      return deliveries < 3 ? messages.slice(2) : messages;
    });
    // All five at first, of whom two are missed; of those two, sent to again, both are missed once more.
    expect(total(world, 'MembersResent', 'MembersGivenUp', 'VerifiedApplied')).toEqual({
      MembersResent: 4,
      MembersGivenUp: 0,
      VerifiedApplied: 5,
    });
  });

  it('are counted as failed after the last message, and the change as completed with failures', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle((messages) => messages.slice(1));
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(
      total(world, 'MembersGivenUp', 'MembersResent', 'ChangesCompleted', 'ChangesCompletedWithFailures'),
    ).toEqual({
      MembersGivenUp: 1,
      MembersResent: 3,
      ChangesCompleted: 0,
      ChangesCompletedWithFailures: 1,
    });
    expect(total(world, 'VerifiedApplied', 'VerifiedFailed')).toEqual({
      VerifiedApplied: 2,
      VerifiedFailed: 1,
    });
  });
});

describe('Due work', () => {
  it('is measured even if there is none, so that missing data means that due work does not run', async () => {
    const world = new World();
    await world.runDueWork();
    expect([world.metrics.values('DueItems'), world.metrics.values('OldestDueAge')]).toEqual([[0], [0]]);
  });

  it('reports the number of due items and the age of the oldest', async () => {
    const world = new World();
    await world.group(1);
    const first = await world.request(ada, { technical: ben });
    world.time += 30_000;
    await world.request(ada, { billing: ben });
    world.time = Date.parse(first.change.expiresAt) + 45_500;
    await world.runDueWork();
    expect([world.metrics.values('DueItems'), world.metrics.values('OldestDueAge')]).toEqual([[2], [45.5]]);
  });
});
