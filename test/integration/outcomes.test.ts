import { describe, expect, it } from 'vitest';
import {
  askReassignment,
  saveAllAccounts,
  makeGroup,
  outcomes,
  reassignmentNow,
} from '../support/reassignments.ts';
import { all, reported, withOneFailed } from '../support/reported.ts';
import { ada, ben, cleo, serviceId, World } from '../support/world.ts';

describe('A member that took a change', () => {
  it('stays applied, even if later changes overtake it before it is read back', async () => {
    const world = new World();
    await world.group(400);
    const one = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.propagate();
    const readBack = world.changeQueue.take();
    const two = await world.effectiveChange(ada, { technical: cleo });
    await world.advance();
    await world.propagate();
    await world.advance(readBack);
    await world.settle();
    expect(await reported(world, one)).toEqual(all(400));
    expect(await reported(world, two)).toEqual(all(400));
  });

  it('has applied it after any later change too, beside one that was superseded', async () => {
    const world = new World();
    await world.group(200);
    const one = await world.effectiveChange(ada, { technical: ben });
    await world.request(ada, { technical: ada }, { service: 7 });
    await world.settle();
    const expected = { ...all(199), superseded: 1 };
    expect(await reported(world, one)).toEqual(expected);
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    expect(await reported(world, one)).toEqual(expected);
    expect((await world.membersNow(one, 'superseded')).map((member) => member.serviceId)).toEqual([
      serviceId(7),
    ]);
  });

  it('is not superseded by a message that comes again after later changes', async () => {
    const world = new World();
    await world.group(3);
    const one = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await world.propagate(messages);
    await world.effectiveChange(ada, { technical: cleo });
    await world.advance();
    await world.propagate();
    await world.propagate(messages, 2);
    await world.settle();
    await world.propagate(messages, 2);
    expect(await reported(world, one)).toEqual(all(3));
  });
});

describe('A member that failed', () => {
  it('is listed by its record, page by page, and stays failed where later changes overtake it', async () => {
    const world = new World();
    const { change } = await withOneFailed(world, 50, 3);
    await world.settle();
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await reported(world, change)).toEqual({ ...all(49), failed: 1 });
    const failed = await world.membersNow(change, 'failed', 1);
    expect(failed).toMatchObject([{ serviceId: serviceId(3), failure: { code: 'attempts-exhausted' } }]);
  });

  it('is superseded by a retry that finds it overtaken', async () => {
    const world = new World();
    const { change } = await withOneFailed(world, 5);
    await world.settle();
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    await world.retry(ada, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await reported(world, change)).toEqual({ ...all(4), superseded: 1 });
  });

  it.each(['while it propagates', 'after its end', 'after its end and a later change'])(
    'and takes the change after all %s, has failed no longer',
    async (when) => {
      const world = new World();
      const { change, late } = await withOneFailed(world, 5);
      if (when !== 'while it propagates') await world.settle();
      if (when === 'after its end and a later change') {
        await world.effectiveChange(ada, { billing: cleo });
        await world.settle();
      }
      await world.propagate(late);
      await world.settle();
      expect((await world.changeNow(change)).state).toBe('completed');
      expect(await reported(world, change)).toEqual(all(5));
    },
  );

  it('has failed no longer when its message comes again after a crash between its row and its record', async () => {
    const world = new World();
    const { change, late } = await withOneFailed(world, 2);
    await world.settle();
    for (const { body } of late) await world.stores.memberContacts.take(world.memberMessage(body));
    await world.propagate(late, 2);
    expect(await reported(world, change)).toEqual(all(2));
  });

  it('completes the target and the reassignment when it takes the change after all', async () => {
    const world = new World();
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: ben }, 2);
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      consentCode: await world.code(cleo, ['technical']),
    });
    await world.runReassignments();
    await world.runReassignments();
    await world.advance();
    const [late, ...others] = world.memberQueue.take();
    await world.propagate(others);
    await world.fail(world.memberMessage(late?.body));
    await world.settle();
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed-with-failures');
    await world.propagate(late === undefined ? [] : [late]);
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed');
    expect(await outcomes(world, reassignment)).toMatchObject([{ state: 'completed' }]);
    const counts = await world.stores.reassignments.counts(reassignment.reassignmentId);
    expect(counts).toEqual({ propagating: 0, completed: 1, failed: 0, skipped: 0, members: 0 });
  });
});

describe('A superseded member', () => {
  it('that is deleted before the change ends is counted no longer, and the others as they stand', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.request(ada, { technical: ada }, { service: 1 });
    await world.advance();
    const messages = world.memberQueue.take();
    await world.propagate(messages.slice(0, 2));
    expect(await world.progressNow(change)).toMatchObject({ applied: 1, superseded: 1, pending: 1 });
    await world.leave(1);
    expect(await world.progressNow(change)).toMatchObject({
      services: 2,
      applied: 1,
      superseded: 0,
      pending: 1,
    });
    await world.propagate(messages.slice(2));
    await world.settle();
    expect(await reported(world, change)).toEqual(all(2));
  });

  it('whose message was lost is found when members are read back', async () => {
    const world = new World();
    await world.group(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.request(ada, { technical: ada }, { service: 1 });
    let isFirst = true;
    await world.settle((messages) => {
      const kept = isFirst ? messages.filter((_message, index) => index !== 1) : messages;
      isFirst &&= messages.length === 0;
      return kept;
    });
    expect(await reported(world, change)).toEqual({ ...all(2), superseded: 1 });
  });

  it('is none that the caller of the list may miss while the change propagates: progress is never ahead', async () => {
    const world = new World();
    await world.group(4);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const [first, ...others] = world.memberQueue.take();
    await world.propagate(first === undefined ? [] : [first]);
    expect(await reported(world, change)).toEqual({ ...all(1), pending: 3 });
    await world.leave(0);
    expect(await reported(world, change)).toEqual({ ...all(0), pending: 3 });
    await world.propagate(others);
    expect(await reported(world, change)).toEqual(all(3));
  });
});

describe('A service that leaves after the end', () => {
  it('stays counted and is no longer listed, until a retry counts out the failed ones that left', async () => {
    const world = new World();
    const { change } = await withOneFailed(world, 5);
    await world.settle();
    await world.leave(0);
    await world.leave(1);
    expect(await world.progressNow(change)).toMatchObject({ services: 5, applied: 4, failed: 1 });
    expect(await world.listedNow(change)).toMatchObject({ services: 3, applied: 3, failed: 0 });
    expect(await world.membersNow(change, 'failed')).toEqual([]);
    await world.retry(ada, change);
    await world.settle();
    expect(await world.progressNow(change)).toEqual({ services: 4, ...all(4) });
  });
});
