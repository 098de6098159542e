import { describe, expect, it } from 'vitest';
import { getContactChange } from '../../functions/api/get-contact-change/get-contact-change.ts';
import { requestChange } from '../../shared/commands/request-change.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { scheduledPrefix } from '../../shared/store/keys.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { refusalOf } from '../support/refusal-of.ts';
import {
  askReassignment,
  saveAllAccounts,
  groupNumber,
  makeGroup,
  operator,
  outcomes,
  reassignmentNow,
} from '../support/reassignments.ts';
import { ada, asNic, ben, cleo, dan, World } from '../support/world.ts';

/** A change with one failed member of three, on a group on which two changes propagate: no more have room. */
async function failedOnFullGroup(world = new World()) {
  world.propagatingLimit = 2;
  await world.group(3);
  const failed = await world.effectiveChange(ada, { technical: ben });
  await world.advance();
  const messages = world.memberQueue.take();
  for (const { body } of messages.slice(0, 1)) await world.fail(world.memberMessage(body));
  await world.propagate(messages.slice(1));
  await world.settle();
  expect((await world.changeNow(failed)).state).toBe('completed-with-failures');
  const running = [
    await world.effectiveChange(ada, { billing: cleo }),
    await world.effectiveChange(ada, { billing: dan }),
  ];
  world.time += 1;
  return { world, failed, running, late: messages.slice(0, 1) };
}

const placesIn = (world: World): string[] =>
  world.table instanceof MemoryTable
    ? world.table
        .items()
        .map(({ sk }) => sk)
        .filter((sk) => sk.startsWith(scheduledPrefix))
    : [];

const answered = async (world: World, { changeId }: Pick<ContactChange, 'changeId'>) => {
  const get = getContactChange(world.effects);
  const input = { caller: asNic(ada), params: { changeId }, query: {}, body: undefined, headers: {} };
  const answer = await get(input);
  if (answer.isReplayed) throw new Error('This was a replay.');
  return answer.body;
};

describe('A retry that finds no room on its group (R8)', () => {
  it('waits, says so, keeps what failed as failed, and starts by itself once there is room', async () => {
    const { world, failed } = await failedOnFullGroup();
    const { change } = await world.retry(ada, failed);
    expect(change).toMatchObject({ state: 'completed-with-failures', retryRequestedAt: expect.any(String) });
    const read = await answered(world, failed);
    expect(read).toMatchObject({
      state: 'completed-with-failures',
      retryRequestedAt: new Date(world.time).toISOString(),
      progress: { services: 3, applied: 2, failed: 1, pending: 0 },
    });
    expect(await world.membersNow(failed, 'failed')).toHaveLength(1);
    expect(await refusalOf(world.cancel(ada, failed))).toEqual(['state-conflict']);

    await world.settle();
    const after = await answered(world, failed);
    expect(after).toMatchObject({ state: 'completed', progress: { applied: 3, failed: 0 } });
    expect(after.retryRequestedAt).toBeUndefined();
    expect((await world.service(0)).contacts).toMatchObject({ technical: ben, billing: dan });
    expect(placesIn(world)).toEqual([]);
  });

  it('is the same retry when it is asked for again', async () => {
    const { world, failed } = await failedOnFullGroup();
    const { change: first } = await world.retry(ada, failed);
    world.time += 1_000;
    const eventCount = (first.eventCount ?? 0) + 1;
    expect((await world.retry(ada, failed)).change).toEqual({ ...first, eventCount });
    expect(placesIn(world)).toHaveLength(1);
  });

  it('waits in order: behind what waits already, though there is room, and before what comes later', async () => {
    const { world, failed } = await failedOnFullGroup();
    const { change: before } = await world.request(ada, { technical: ada });
    expect(before.state).toBe('scheduled');
    world.time += 1;
    world.propagatingLimit = 3;
    expect((await world.retry(ada, failed)).change.state).toBe('completed-with-failures');
    world.time += 1;
    world.propagatingLimit = 2;
    const { change: later } = await world.request(ada, { technical: ada }, { service: 1 });
    expect(later.state).toBe('scheduled');
    expect(placesIn(world).map((place) => place.split('#').at(-1))).toEqual([
      before.changeId,
      failed.changeId,
      later.changeId,
    ]);
    const started: string[] = [];
    for (let round = 0; round < 200 && started.length < 3; round++) {
      const steps = world.changeQueue.take();
      world.time += 1_000 * Math.max(0, ...steps.map(({ delaySeconds = 0 }) => delaySeconds));
      for (const step of steps) {
        await world.advance([step]);
        for (const { changeId } of [before, failed, later]) {
          const { state } = await world.changeNow({ changeId });
          const isStarted = changeId === failed.changeId ? state === 'propagating' : state !== 'scheduled';
          if (isStarted && !started.includes(changeId)) started.push(changeId);
        }
      }
      await world.propagate();
    }
    expect(started).toEqual([before.changeId, failed.changeId, later.changeId]);
    await world.settle();
    expect((await world.changeNow(failed)).state).toBe('completed');
  });

  it('is started by due work where its message is lost', async () => {
    const { world, failed } = await failedOnFullGroup();
    await world.retry(ada, failed);
    for (let round = 0; round < 50 && Object.keys((await world.groupNow()).propagating).length > 0; round++) {
      const steps = world.changeQueue.take().filter(({ body }) => JSON.stringify(body).includes('version'));
      world.time += 1_000 * Math.max(0, ...steps.map((step) => step.delaySeconds ?? 0));
      await world.advance(steps);
      await world.propagate();
    }
    expect((await world.changeNow(failed)).state).toBe('completed-with-failures');
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await world.changeNow(failed)).state).toBe('completed');
    await world.runDueWork();
    expect(world.changeQueue.messages).toEqual([]);
  });

  it('is of no more use where the failed member takes the change meanwhile, and leaves its place', async () => {
    const { world, failed, late } = await failedOnFullGroup();
    await world.retry(ada, failed);
    await world.propagate(late, 2);
    expect(await answered(world, failed)).toMatchObject({
      state: 'completed',
      progress: { applied: 3, failed: 0 },
    });
    expect((await answered(world, failed)).retryRequestedAt).toBeUndefined();
    expect(placesIn(world)).toEqual([]);
    await world.settle();
    expect((await world.changeNow(failed)).state).toBe('completed');
  });

  it('is not ended by a move of the administration, which it does not need any more', async () => {
    const { world, failed } = await failedOnFullGroup();
    await world.retry(ada, failed);
    world.time += 1;
    const { change: move } = await world.request(ada, { administration: ben });
    await world.accept(ben, move);
    await world.settle();
    expect((await world.groupNow()).contacts.administration).toBe(ben);
    expect((await world.changeNow(failed)).state).toBe('completed');
  });
});

it('The target of a retry that waits stays failed until the retry starts, and is completed then', async () => {
  const world = new World();
  world.propagatingLimit = 1;
  await saveAllAccounts(world);
  await world.account(operator);
  await makeGroup(world, 0, { technical: ben }, 2);
  const code = await world.code(cleo, ['technical']);
  const asked = { from: ben, to: cleo, roles: ['technical' as const], isOperator: true, consentCode: code };
  const reassignment = await askReassignment(world, operator, asked);
  await world.runReassignments();
  await world.runReassignments();
  await world.advance();
  const messages = world.memberQueue.take();
  for (const { body } of messages.slice(0, 1)) await world.fail(world.memberMessage(body));
  await world.propagate(messages.slice(1));
  await world.settle();
  const [target] = await outcomes(world, reassignment);
  const changeId = target?.changeId;
  if (changeId === undefined) throw new Error('There is no change.');

  const about = { groupId: groupNumber(0) };
  const contacts = { contacts: { technical: ada }, consentCodes: new Map() };
  await requestChange(world.effects, asNic(ada), about, contacts, { isDryRun: false });
  await world.retry(operator, { changeId }, true);
  expect(await outcomes(world, reassignment)).toMatchObject([{ state: 'failed' }]);
  expect((await reassignmentNow(world, reassignment)).state).toBe('completed-with-failures');
  await world.settle();
  world.time += 60_000;
  await world.runDueWork();
  await world.settle();
  expect(await outcomes(world, reassignment)).toMatchObject([{ state: 'completed' }]);
  expect((await reassignmentNow(world, reassignment)).state).toBe('completed');
});
