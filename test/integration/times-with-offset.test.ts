import { expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ContactChangeAnswer } from '../../shared/http/contract/shapes.ts';
import { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { askReassignment, operator, worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, cleo, groupId, World } from '../support/world.ts';

const given = '2026-03-02T10:30:00+02:00';
const inUtc = '2026-03-02T08:30:00.000Z';

it('A change takes a time with any offset, and answers it in UTC', async () => {
  const world = new World();
  await world.group(1);
  const body = { contacts: { technical: ben }, effectiveAt: given };
  const answer = await new ApiInMemory(world).call(
    'requestGroupChange',
    { nic: ada },
    { params: { groupId }, body },
  );
  expect(ContactChangeAnswer.parse(JSON.parse(answer.body ?? '')).effectiveAt).toBe(inUtc);
});

it('A reassignment takes a time with any offset, and answers it in UTC', async () => {
  const world = await worldOfGroups(1);
  const body = { from: ben, to: cleo, roles: ['technical'], runAt: given };
  const answer = await new ApiInMemory(world).call('requestReassignment', { nic: ada }, { body });
  const { reassignmentId, runAt } = ReassignmentAnswer.parse(JSON.parse(answer.body ?? ''));
  expect(runAt).toBe(inUtc);
  expect((await world.stores.reassignments.find(reassignmentId))?.runAt).toBe(inUtc);
});

/** The same moment, two hours ahead of UTC. */
const withOffset = (time: number): string =>
  new Date(time + 2 * 3_600_000).toISOString().replace('Z', '+02:00');

it('A history is filtered by times with any offset', async () => {
  const world = new World();
  await world.group(1);
  const made = [];
  for (let number = 0; number < 3; number++) {
    const { change } = await world.request(ada, { technical: ben });
    made.push(change);
    await world.cancel(ada, change);
    world.time += 60_000;
  }
  const [first, second, third] = made;
  const list = async (query: Record<string, string>) => {
    const { body } = await new ApiInMemory(world).call(
      'listGroupChanges',
      { nic: ada },
      { params: { groupId }, query },
    );
    return operations.listGroupChanges.answer
      .parse(JSON.parse(body ?? ''))
      .items.map((item) => item.changeId);
  };
  const [since, until] = [second, third].map((change) => withOffset(Date.parse(change?.requestedAt ?? '')));
  expect(await list({ since: since ?? '' })).toEqual([third?.changeId, second?.changeId]);
  expect(await list({ until: until ?? '' })).toEqual([second?.changeId, first?.changeId]);
  expect(await list({ since: since ?? '', until: until ?? '' })).toEqual([second?.changeId]);
});

it('Failed changes are retried by times with any offset', async () => {
  const world = new World();
  await world.group(1);
  const { change } = await world.request(ada, { technical: ben });
  await world.accept(ben, change);
  await world.advance();
  const [message] = world.memberQueue.take();
  await world.fail(world.memberMessage(message?.body));
  await world.settle();
  const ended = Date.parse((await world.changeNow(change)).completedAt ?? '');
  const retried = async (since: number, until: number) => {
    const times = { since: withOffset(since), until: withOffset(until) };
    const { body } = await new ApiInMemory(world).call(
      'retryFailedChanges',
      { nic: operator, isOperator: true },
      { body: { state: 'completed-with-failures', ...times } },
    );
    return operations.retryFailedChanges.answer.parse(JSON.parse(body ?? '')).retried;
  };
  expect(await retried(ended + 1, ended + 3_600_000)).toBe(0);
  expect(await retried(ended - 3_600_000, ended)).toBe(0);
  expect(await retried(ended, ended + 1)).toBe(1);
});

it('The reassignments of a batch are accepted up to a time with any offset', async () => {
  const world = await worldOfGroups(1);
  const asked = { from: ben, to: cleo, roles: ['technical' as const], batch: 'night' };
  const { requestedAt } = await askReassignment(world, ada, asked);
  const accepted = async (until: number) => {
    const body = { batch: 'night', requestedBy: ada, requestedUntil: withOffset(until) };
    const answer = await new ApiInMemory(world).call('acceptReassignments', { nic: cleo }, { body });
    return operations.acceptReassignments.answer.parse(JSON.parse(answer.body ?? '')).accepted;
  };
  expect(await accepted(Date.parse(requestedAt) - 1)).toBe(0);
  expect(await accepted(Date.parse(requestedAt))).toBe(1);
});
