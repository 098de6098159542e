import { operatorNic } from '../support/operator.ts';
import { describe, expect, it } from 'vitest';
import { listMemberOutcomes } from '../../functions/api/list-member-outcomes/list-member-outcomes.ts';
import { MemberUnavailable } from '../../functions/workers/propagate-contact/member-unavailable.ts';
import { MemberOutcomeAnswer } from '../../shared/http/contract/shapes.ts';
import { listOf } from '../../shared/http/contract/values.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { requestChange } from '../../shared/commands/request-change.ts';
import { groupNow, groupNumber, makeGroup } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, serviceId } from '../support/world.ts';
import { worldWithSystem } from '../support/world-with-system.ts';

const MemberOutcomes = listOf(MemberOutcomeAnswer);

describe('The member system', () => {
  it('is notified of each member before its row is written', async () => {
    const { world, system } = await worldWithSystem(3);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const before: string[] = [];
    system.answer = () => {
      before.push('notified');
      return { kind: 'refused', code: 'member-system-refused', detail: 'no' };
    };
    await world.propagate();
    expect(before).toHaveLength(3);
    expect((await world.service(0)).contacts.technical).toBe(ada);
    expect(system.notifications[0]).toEqual({
      id: `${change.changeId}:${serviceId(0)}`,
      cause: 'change',
      changeId: change.changeId,
      serviceId: serviceId(0),
      revision: 1,
      contacts: { technical: ben },
    });
  });

  it('is notified once of a member however often its message comes', async () => {
    const { world, system } = await worldWithSystem(1);
    await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await world.propagate([...messages, ...messages, ...messages]);
    expect(system.notifications).toHaveLength(1);
  });

  it('is not notified of a service that left, even if it rejoined', async () => {
    const { world, system } = await worldWithSystem(2);
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    await world.leave(0);
    await world.leave(1);
    await world.join(1);
    await world.propagate(messages);
    expect(system.notifications).toEqual([]);
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ services: 0 });
  });

  it('refuses a member: it fails at once with the reason, and the others do not', async () => {
    const { world, system } = await worldWithSystem(3);
    system.answer = ({ serviceId: id }) =>
      id === serviceId(1)
        ? { kind: 'refused', code: 'member-system-refused', detail: 'The member system answered 422.' }
        : { kind: 'taken' };
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await world.progressNow(change)).toMatchObject({ applied: 2, failed: 1 });
    const failure = await world.recorded(change, 1);
    expect(failure).toEqual({
      state: 'failed',
      serviceId: serviceId(1),
      code: 'member-system-refused',
      detail: 'The member system answered 422.',
      attempts: 1,
      at: new Date(world.time - 1_000).toISOString(),
    });
    expect(world.memberQueue.messages).toEqual([]);
    system.answer = () => ({ kind: 'taken' });
    await world.retry(ada, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(system.notifications.filter(({ serviceId: id }) => id === serviceId(0))).toHaveLength(1);
  });

  it('is notified again while attempts are left, then the member fails with the last reason', async () => {
    const { world, system } = await worldWithSystem(1);
    system.answer = () => ({
      kind: 'unavailable',
      code: 'member-system-unavailable',
      detail: 'It is asleep.',
    });
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    for (let attempt = 1; attempt < maxReceiveCount; attempt++) {
      await expect(world.propagate(messages, attempt)).rejects.toBeInstanceOf(MemberUnavailable);
    }
    await world.propagate(messages, maxReceiveCount);
    const failure = await world.recorded(change, 0);
    expect(failure).toMatchObject({
      code: 'member-system-unavailable',
      detail: 'It is asleep.',
      attempts: maxReceiveCount,
    });
  });

  it('is not notified again before its Retry-After, however long that is', async () => {
    const { world, system } = await worldWithSystem(1);
    const answer = (retryAfterSeconds: number) => () =>
      ({
        kind: 'unavailable',
        code: 'member-system-unavailable',
        detail: 'Busy.',
        retryAfterSeconds,
      }) as const;
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    const messages = world.memberQueue.take();
    system.answer = answer(10);
    await expect(world.propagate(messages)).rejects.toMatchObject({ retryAfterSeconds: 10 });
    system.answer = answer(86_400);
    await world.propagate(messages);
    const failure = await world.recorded(change, 0);
    expect(failure).toMatchObject({
      detail: 'Busy. It asked for a pause of 86400 seconds; the longest is 12.',
    });
  });

  it('supersedes a change if it has a later one, whatever row is read', async () => {
    const { world, system } = await worldWithSystem(2);
    system.answer = ({ serviceId: id }) => (id === serviceId(0) ? { kind: 'ahead' } : { kind: 'taken' });
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.progressNow(change)).toMatchObject({ applied: 1, superseded: 1, pending: 0 });
    expect((await world.service(0)).contacts.technical).toBe(ben);
  });

  it('never gets a lower revision of a service that comes from another group', async () => {
    const { world, system } = await worldWithSystem(1);
    for (const to of [ben, cleo, dan]) {
      await world.effectiveChange(ada, { technical: to });
      await world.settle();
    }
    await world.leave(0);
    await makeGroup(world, 0, { technical: ben }, 0);
    const moved = { serviceId: serviceId(0), kind: 'line' as const };
    await addServices(world.effects, operatorNic, groupNumber(0), [moved], String);
    const about = { groupId: groupNumber(0) };
    const asked = { contacts: { technical: ada }, consentCodes: new Map() };
    const caller = { nic: ada, isOperator: false };
    await requestChange(world.effects, caller, about, asked, { isDryRun: false });
    await world.settle();
    expect(system.notifications.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
    expect((await groupNow(world, 0)).revision).toBe(5);
  });

  it('is notified once per retry of a member that it refuses again, which fails at once', async () => {
    const { world, system } = await worldWithSystem(3);
    system.answer = () => ({ kind: 'refused', code: 'member-system-refused', detail: 'no' });
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    const before = world.time;
    await world.retry(ada, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(world.time - before).toBeLessThan(30_000);
    expect(system.notifications).toHaveLength(6);
  });

  it('does not keep a change from ending if it refuses thousands of members, a page per step', async () => {
    const { world, system } = await worldWithSystem(2_100);
    system.answer = () => ({ kind: 'refused', code: 'member-system-refused', detail: 'no' });
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    expect(await world.progressNow(change)).toMatchObject({ failed: 2_100, applied: 0, pending: 0 });
    system.answer = () => ({ kind: 'taken' });
    await world.retry(ada, change);
    await world.settle();
    expect(await world.progressNow(change)).toMatchObject({ failed: 0, applied: 2_100, pending: 0 });
  });
});

describe('What the member system answered', () => {
  it('is kept with the failure, and shown to operators alone', async () => {
    const { world, system } = await worldWithSystem(1);
    const detail = 'The member system answered 422.';
    system.answer = () => ({
      kind: 'refused',
      code: 'member-system-refused',
      detail,
      answer: 'no such line',
    });
    const change = await world.effectiveChange(ada, { technical: ben });
    await world.settle();
    const failureFor = async (isOperator: boolean) => {
      const answer = await listMemberOutcomes(world.effects)({
        caller: { nic: ada, isOperator },
        headers: {},
        params: { changeId: change.changeId },
        query: { limit: 10, state: 'failed' },
        body: undefined,
      });
      return MemberOutcomes.parse(answer.body).items[0]?.failure;
    };
    expect(await failureFor(true)).toMatchObject({ detail, answer: 'no such line' });
    expect(await failureFor(false)).not.toHaveProperty('answer');
  });
});
