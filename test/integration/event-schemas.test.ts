import { expect, it } from 'vitest';
import type { Event } from '../../shared/domain/event.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { eventTypes, eventValidator } from '../support/event-schemas.ts';
import { operatorNic } from '../support/operator.ts';
import {
  askReassignment,
  cancelAsCaller,
  decideOnReassignment,
  groupNumber,
  hoursFrom,
  outcomes,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

const week = 7 * 24 * 3_600_000;

/** Everything is written down and published. */
async function published(world: World): Promise<readonly Event[]> {
  await world.settle();
  world.time += week + 60_000;
  await world.runDueWork();
  await world.settle();
  world.time += 60_000;
  await world.runDueWork();
  await world.publishEvents();
  return world.eventBus.accepted;
}

/** The changes that are propagating end with failures. */
async function failAll(world: World): Promise<void> {
  await world.advance();
  for (const { body } of world.memberQueue.take()) await world.fail(world.memberMessage(body));
  await world.settle();
}

async function changes(): Promise<readonly Event[]> {
  const world = new World();
  await world.group(3);
  await world.leave(2);
  const failing = await world.effectiveChange(ada, { technical: ben });
  await failAll(world);
  await world.retry(ada, failing);
  await world.settle();
  const { change: refused } = await world.request(ada, { technical: cleo }, { reason: 'A new team' });
  await world.refuse(cleo, refused, 'Not mine');
  const { change: cancelled } = await world.request(ada, { technical: cleo });
  await world.cancel(operatorNic, cancelled, true, 'Closed');
  const effectiveAt = hoursFrom(world, 1);
  const { change: scheduled } = await world.request(ada, { technical: cleo }, { effectiveAt });
  await world.accept(cleo, scheduled);
  const { change: reminded } = await world.request(ada, { billing: dan });
  const params = { changeId: reminded.changeId };
  await new ApiInMemory(world).call('remindContactChange', { nic: ada }, { params });
  world.time += 2 * 3_600_000;
  await world.runDueWork();
  await world.settle();
  const { change: rejected } = await world.request(ada, { technical: eve }, { service: 0 });
  await world.leave(0);
  expect(rejected.serviceId).toBeDefined();
  return published(world);
}

async function reassignments(): Promise<readonly Event[]> {
  const world = await worldOfGroups(2);
  const ask = (to: typeof eve, runAt?: Date) =>
    askReassignment(world, ada, { from: ben, to, roles: ['technical'], ...(runAt && { runAt }) });
  await decideOnReassignment(world, eve, await ask(eve), 'refused', 'Not mine');
  await cancelAsCaller(world, ada, await ask(eve), false, 'No longer');
  const forgotten = await ask(dan);
  const params = { reassignmentId: forgotten.reassignmentId };
  await new ApiInMemory(world).call('remindReassignment', { nic: ada }, { params });
  const groupIds = [groupNumber(0)];
  const failing = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'], groupIds });
  for (let step = 0; step < 4; step++) await world.runReassignments();
  await failAll(world);
  for (const { changeId } of await outcomes(world, failing))
    if (changeId !== undefined) await world.retry(ada, { changeId });
  await world.settle();
  const running = await ask(eve, hoursFrom(world, 1));
  await decideOnReassignment(world, eve, running);
  world.time += 2 * 3_600_000;
  await world.runDueWork();
  return published(world);
}

it('Every type of event is published as its schema says', async () => {
  const events = [...(await changes()), ...(await reassignments())];
  const validate = eventValidator();
  for (const event of events) {
    const detail: unknown = JSON.parse(JSON.stringify(event));
    validate(detail);
    expect([detail, validate.errors]).toEqual([detail, null]);
  }
  expect([...new Set(events.map(({ type }) => type))].toSorted()).toEqual(eventTypes.toSorted());
});

it('The schemas permit what later releases add, and refuse what is missing or misspelt', () => {
  const validate = eventValidator();
  const event = {
    type: 'service.left',
    eventId: '0033972101234-10',
    at: '2026-03-01T09:00:00.000Z',
    actor: 'op1-ovh',
    sequence: 10,
    groupId: 'ab12345-ovh-1',
    services: [{ serviceId: '0033972101234', kind: 'line' }],
    revision: 4,
  };
  expect(validate({ ...event, later: true })).toBe(true);
  expect(validate({ ...event, eventId: undefined })).toBe(false);
  expect(validate({ ...event, type: 'service.gone' })).toBe(false);
  expect(validate({ ...event, at: 'yesterday' })).toBe(false);
});
