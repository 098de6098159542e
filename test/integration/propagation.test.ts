import { describe, expect, it } from 'vitest';
import { changeLimits } from '../../functions/workers/advance-change/limits.ts';
import { noCounts } from '../../shared/store/progress.ts';
import { MemberMessage } from '../../shared/messages/member-message.ts';
import { resendAfter } from '../support/system-in-memory.ts';
import { ada, ben, cleo, dan, serviceId, World } from '../support/world.ts';

describe('An effective change', () => {
  it.each([0, 1, 25])('reaches every one of %i services and completes', async (services) => {
    const world = new World();
    await world.group(services);
    const change = await world.effectiveChange(ada, { administration: ben, technical: cleo, billing: dan });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.progressNow(change)).toEqual({
      services,
      applied: services,
      superseded: 0,
      failed: 0,
      pending: 0,
    });
    for (let number = 0; number < services; number++) {
      expect(await world.service(number)).toMatchObject({
        contacts: { administration: ben, technical: cleo, billing: dan },
        revisions: { administration: 1, technical: 1, billing: 1 },
      });
    }
    expect((await world.groupNow()).propagating).toEqual({});
  });

  it('of a hundred members is delayed by less than five seconds in total', async () => {
    const world = new World();
    await world.group(100);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    const { state, startedAt = '', completedAt = '' } = await world.changeNow(change);
    expect(state).toBe('completed');
    expect(Date.parse(completedAt) - Date.parse(startedAt)).toBeLessThan(5_000);
  });

  it('is dispatched in pages and held back while many members are not yet counted', async () => {
    const world = new World();
    await world.group(7_500);
    await world.effectiveChange(ada, { technical: ben });
    for (let step = 0; step < 7; step++) await world.advance();
    expect(world.memberQueue.messages).toHaveLength(6_000);
    await world.propagate();
    await world.advance();
    expect(world.memberQueue.messages).toHaveLength(1_500);
    await world.settle();
    expect((await world.groupNow()).propagating).toEqual({});
  });

  it('goes on with the next page in the same invocation, for a limited time', async () => {
    const messagesAfterOneInvocation = async (invocationMilliseconds: number): Promise<number> => {
      const world = new World();
      world.changeLimits = { ...changeLimits, pageSize: 2, invocationMilliseconds };
      await world.group(7);
      await world.effectiveChange(ada, { technical: ben });
      await world.advance();
      return world.memberQueue.messages.length;
    };
    expect(await messagesAfterOneInvocation(0)).toBe(2);
    expect(await messagesAfterOneInvocation(1)).toBe(7);
  });

  it('takes a step once if its message is delivered twice: the chain never forks', async () => {
    const world = new World();
    await world.group(3);
    await world.effectiveChange(ada, { technical: ben });
    const [step] = world.changeQueue.take();
    await world.advance([step!, step!]);
    expect(world.changeQueue.messages).toHaveLength(1);
    await world.runDueWork();
    expect(world.changeQueue.messages).toHaveLength(1);
  });

  it('keeps the later revision, in whatever order messages arrive (R8)', async () => {
    const world = new World();
    await world.group(2);
    const first = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const early = world.memberQueue.take();
    const second = await world.effectiveChange(ada, { technical: cleo, billing: cleo });
    await world.advance();
    await world.propagate();
    await world.propagate(early);
    await world.settle();
    expect((await world.service(0)).contacts).toMatchObject({ technical: cleo, billing: cleo });
    expect(await world.progressNow(first)).toMatchObject({ applied: 0, superseded: 2 });
    expect(await world.progressNow(second)).toMatchObject({ applied: 2, superseded: 0 });
    expect((await world.changeNow(first)).state).toBe('completed');
  });

  it('of several roles applies those that have no later revision', async () => {
    const world = new World();
    await world.group(1);
    const first = await world.effectiveChange(ada, { technical: ben, billing: ben });
    await world.advance();
    const early = world.memberQueue.take();
    await world.effectiveChange(ada, { technical: cleo });
    await world.advance();
    await world.propagate();
    await world.propagate(early);
    expect(await world.service(0)).toMatchObject({
      contacts: { technical: cleo, billing: ben },
      revisions: { technical: 2, billing: 1 },
    });
    await world.settle();
    expect(await world.progressNow(first)).toMatchObject({ applied: 1, superseded: 0 });
  });

  it('is applied once, however often its messages are delivered', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await world.propagate([...messages, ...messages]);
    await world.propagate(messages);
    expect(await world.progressNow(change)).toMatchObject({ applied: 3, pending: 0 });
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ applied: 3, superseded: 0 });
  });

  it('is not completed because the counters say so: it reads every member back', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [, ...others] = world.memberQueue.take();
    await world.propagate(others);
    await world.stores.progress.add(change.changeId, { ...noCounts, applied: 1 }, 0);
    for (let step = 0; step < 3; step++) await world.advance();
    expect((await world.changeNow(change)).state).toBe('propagating');
  });

  it('finds a member whose message was lost, resends only to it, and completes', async () => {
    const world = new World();
    await world.group(20);
    const change = await world.effectiveChange(ada, { technical: ben });
    const started = world.time;
    const sent: string[] = [];
    let lost = 1;
    await world.settle((messages) => {
      sent.push(...messages.map(({ body }) => MemberMessage.parse(body).serviceId));
      return lost-- > 0 ? messages : lost === -1 ? messages.slice(1) : messages;
    });
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(sent).toHaveLength(21);
    expect(world.time - started).toBeGreaterThanOrEqual(resendAfter);
  });

  it('fails a member after a bounded number of lost messages', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    const unreachable = serviceId(1);
    let sent = 0;
    await world.settle((messages) =>
      messages.filter(({ body }) => {
        const isLost = MemberMessage.parse(body).serviceId === unreachable;
        if (isLost) sent += 1;
        return !isLost;
      }),
    );
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await world.progressNow(change)).toEqual({
      services: 3,
      applied: 2,
      superseded: 0,
      failed: 1,
      pending: 0,
    });
    expect(sent).toBe(4);
  });

  it('counts a member with a dead letter as failed, unless its row has reached the revision', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [dead, late, ...others] = world.memberQueue.take();
    await world.fail(MemberMessage.parse(dead?.body));
    await world.fail(MemberMessage.parse(late?.body));
    await world.propagate([late!, ...others]);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await world.progressNow(change)).toMatchObject({ services: 3, applied: 2, failed: 1, pending: 0 });
  });

  it('whose first step could not be enqueued is found by due work within a minute', async () => {
    const world = new World();
    await world.group(3);
    world.changeQueue.isBroken = true;
    const change = await world.effectiveChange(ada, { technical: ben });
    expect(change.state).toBe('propagating');
    world.changeQueue.isBroken = false;
    await world.runDueWork();
    expect(world.changeQueue.messages).toEqual([]);
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
  });

  it('continues from the cursor after its chain broke', async () => {
    const world = new World();
    await world.group(2_400);
    world.changeLimits = { ...changeLimits, invocationMilliseconds: 0 };
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    expect(world.memberQueue.take()).toHaveLength(1_000);
    world.changeQueue.take();
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ services: 2_400, applied: 2_400 });
  });
});
