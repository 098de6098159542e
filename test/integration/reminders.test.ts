import { describe, expect, it } from 'vitest';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { askReassignment, decideOnReassignment, operator, worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
const week = 7 * 24 * hour;

const idsOf = { remindContactChange: 'changeId', remindReassignment: 'reassignmentId' } as const;

async function remind(world: World, operation: keyof typeof idsOf, id: string, nic: Nic, isOperator = false) {
  const asking = { nic, isOperator };
  const request = { params: { [idsOf[operation]]: id } };
  const { statusCode, headers, body = '' } = await new ApiInMemory(world).call(operation, asking, request);
  const answer: unknown = JSON.parse(body);
  if (statusCode === 202) operations[operation].answer.parse(answer);
  return { statusCode, code: ProblemAnswer.safeParse(answer).data?.code, headers };
}

const accepted = { statusCode: 202 };
const refused = (statusCode: number, code: string) => ({ statusCode, code });

describe('A reminder of a change', () => {
  const ofChange = (world: World, { changeId }: { changeId: string }, nic: Nic, isOperator = false) =>
    remind(world, 'remindContactChange', changeId, nic, isOperator);

  it('is an event for those whose decision is missing, and wakes the publisher', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    await world.accept(ben, change);
    await world.publishEvents();
    world.time += minute;
    expect(await ofChange(world, change, ada)).toMatchObject(accepted);
    await world.publishEvents();
    expect(world.eventBus.accepted.at(-1)).toMatchObject({
      type: 'contact-change.reminded',
      at: new Date(world.time).toISOString(),
      actor: ada,
      expiresAt: change.expiresAt,
      recipients: [{ nic: cleo, roles: ['billing'] }],
    });
    expect((await world.changeNow(change)).state).toBe('awaiting-consent');
    await world.accept(cleo, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
  });

  it('is sent by the requester or an operator, who is then its actor', async () => {
    const world = new World();
    await world.group(1, { billing: dan });
    const { change } = await world.request(ada, { technical: ben });
    for (const nic of [ben, dan])
      expect(await ofChange(world, change, nic)).toMatchObject(refused(403, 'not-the-requester'));
    expect(await ofChange(world, change, eve)).toMatchObject(refused(404, 'not-found'));
    expect(await ofChange(world, change, operator, true)).toMatchObject(accepted);
    const { events } = await world.stores.events.ofChange(change.changeId, { limit: 10 });
    expect(events.at(-1)).toMatchObject({ type: 'contact-change.reminded', actor: operator });
  });

  it('is sent once an hour at most, and its refusal says when to try again', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    await ofChange(world, change, ada);
    world.time += 20 * minute;
    const { headers, ...answer } = await ofChange(world, change, operator, true);
    expect(answer).toMatchObject(refused(409, 'reminded-recently'));
    expect(headers?.['retry-after']).toBe('2400');
    world.time += 40 * minute - 1;
    expect((await ofChange(world, change, ada)).headers?.['retry-after']).toBe('1');
    world.time += 1;
    expect(await ofChange(world, change, ada)).toMatchObject(accepted);
    expect((await world.stores.events.ofChange(change.changeId, { limit: 10 })).events).toHaveLength(3);
  });

  it('is sent once if many ask at the same time', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ofChange(world, change, ada)));
    expect(answers.map(({ statusCode }) => String(statusCode)).toSorted()).toEqual([
      '202',
      '409',
      '409',
      '409',
    ]);
    expect((await world.stores.events.ofChange(change.changeId, { limit: 10 })).events).toHaveLength(2);
  });

  it('is refused once no decision is missing', async () => {
    const world = new World();
    await world.group(1);
    const effectiveAt = new Date(world.time + hour);
    const { change: scheduled } = await world.request(ada, { technical: ben }, { effectiveAt });
    await world.accept(ben, scheduled);
    const { change: expired } = await world.request(ada, { billing: ben });
    world.time += week;
    for (const change of [scheduled, expired])
      expect(await ofChange(world, change, ada)).toMatchObject(refused(409, 'state-conflict'));
  });
});

describe('A reminder of a reassignment', () => {
  const asked = (world: World) => askReassignment(world, ada, { from: ben, to: eve, roles: ['technical'] });

  it('is an event for its `to`, sent by its owner or an operator once an hour at most', async () => {
    const world = await worldOfGroups(1);
    const { reassignmentId, expiresAt } = await asked(world);
    const reminded = (nic: Nic, isOperator = false) =>
      remind(world, 'remindReassignment', reassignmentId, nic, isOperator);
    for (const nic of [ben, eve])
      expect(await reminded(nic)).toMatchObject(refused(403, 'not-the-requester'));
    expect(await reminded(cleo)).toMatchObject(refused(404, 'not-found'));
    await world.publishEvents();
    expect(await reminded(ada)).toMatchObject(accepted);
    await world.publishEvents();
    expect(world.eventBus.accepted.at(-1)).toMatchObject({
      type: 'reassignment.reminded',
      actor: ada,
      to: eve,
      expiresAt,
    });
    const { headers, ...answer } = await reminded(operator, true);
    expect(answer).toMatchObject(refused(409, 'reminded-recently'));
    expect(headers?.['retry-after']).toBe('3600');
    world.time += hour;
    expect(await reminded(operator, true)).toMatchObject(accepted);
    const { events } = await world.stores.events.ofReassignment(reassignmentId, { limit: 10 });
    expect(events.at(-1)).toMatchObject({ type: 'reassignment.reminded', actor: operator });
  });

  it('is refused once `to` has decided', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await asked(world);
    await decideOnReassignment(world, eve, reassignment, 'refused');
    const answer = await remind(world, 'remindReassignment', reassignment.reassignmentId, ada);
    expect(answer).toMatchObject(refused(409, 'state-conflict'));
  });
});
