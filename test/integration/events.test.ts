import { describe, expect, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { Event } from '../../shared/domain/event.ts';
import { operatorNic } from '../support/operator.ts';
import {
  askReassignment,
  decideOnReassignment,
  operator,
  reassignmentNow,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, groupId, World } from '../support/world.ts';

const sevenDays = 7 * 24 * 60 * 60 * 1000;

async function eventsOf(world: World, { changeId }: Pick<ContactChange, 'changeId'>) {
  const { events } = await world.stores.events.ofChange(changeId, { limit: 100 });
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  for (const event of events) expect(Event.parse(event)).toEqual(event);
  return events;
}

const typesOf = async (world: World, change: Pick<ContactChange, 'changeId'>) =>
  (await eventsOf(world, change)).map(({ type }) => type.replace('contact-change.', ''));

describe('The events of a change', () => {
  it('tell who decided what and when, from the request to the end', async () => {
    const world = new World();
    await world.group(3);
    const { change } = await world.request(ada, { technical: ben, billing: cleo }, { reason: 'A new team' });
    world.time += 1_000;
    await world.accept(ben, change);
    world.time += 1_000;
    await world.accept(cleo, change);
    await world.settle();
    const events = await eventsOf(world, change);
    expect(events).toMatchObject([
      {
        type: 'contact-change.requested',
        actor: ada,
        reason: 'A new team',
        contacts: { technical: { from: ada, to: ben }, billing: { from: ada, to: cleo } },
        recipients: [
          { nic: ben, roles: ['technical'] },
          { nic: cleo, roles: ['billing'] },
        ],
      },
      { type: 'contact-change.consent-accepted', actor: ben, nic: ben, roles: ['technical'], via: 'accept' },
      { type: 'contact-change.consent-accepted', actor: cleo, via: 'accept' },
      { type: 'contact-change.effective', actor: cleo, services: 3 },
      {
        type: 'contact-change.completed',
        actor: 'system',
        members: { services: 3, applied: 3, superseded: 0, failed: 0 },
      },
    ]);
    const [asked, first, second] = events.map(({ at }) => Date.parse(at));
    expect([(first ?? 0) - (asked ?? 0), (second ?? 0) - (first ?? 0)]).toEqual([1_000, 1_000]);
  });

  it('say that it became effective by who consented last, also where its clock is behind', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    await world.accept(ben, change);
    world.time -= 2_000;
    await world.accept(cleo, change);
    const effective = (await eventsOf(world, change)).find(({ type }) => type === 'contact-change.effective');
    expect(effective).toMatchObject({ actor: cleo });
  });

  it('say that it was refused or cancelled, by whom and why', async () => {
    const world = new World();
    await world.group(1);
    const { change: refused } = await world.request(ada, { technical: ben });
    await world.refuse(ben, refused, 'Not mine');
    expect(await eventsOf(world, refused)).toMatchObject([
      { type: 'contact-change.requested' },
      { type: 'contact-change.consent-refused', actor: ben, reason: 'Not mine' },
    ]);
    const { change: cancelled } = await world.request(ada, { technical: ben });
    await world.cancel(operatorNic, cancelled, true);
    expect(await eventsOf(world, cancelled)).toMatchObject([
      { type: 'contact-change.requested' },
      { type: 'contact-change.cancelled', actor: operatorNic },
    ]);
  });

  it('say when it expired, however late that was written', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time += sevenDays + 3_600_000;
    await world.runDueWork();
    await world.settle();
    const [, expired] = await eventsOf(world, change);
    expect(expired).toMatchObject({ type: 'contact-change.expired', actor: 'system', at: change.expiresAt });
  });

  it('say when another change ended it without reading it', async () => {
    const world = new World();
    await world.group(1);
    const { change: ended } = await world.request(ada, { technical: ben });
    world.time += 5_000;
    const { change: moves } = await world.request(ada, { administration: dan });
    await world.accept(dan, moves);
    const lostAt = new Date(world.time).toISOString();
    expect(await typesOf(world, ended)).toEqual(['requested']);
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    const [, rejected] = await eventsOf(world, ended);
    expect(rejected).toMatchObject({
      type: 'contact-change.rejected',
      actor: 'system',
      at: lostAt,
      rejection: { code: 'requester-lost-administration' },
    });
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect(await typesOf(world, ended)).toEqual(['requested', 'rejected']);
  });

  it('say soon that a request on a service ended with the administration', async () => {
    const world = new World();
    await world.group(1);
    const { change: ended } = await world.request(ada, { technical: ben }, { service: 0 });
    const { change: moves } = await world.request(ada, { administration: dan });
    world.time += 5_000;
    await world.accept(dan, moves);
    const lostAt = new Date(world.time).toISOString();
    await world.settle();
    expect(await eventsOf(world, ended)).toMatchObject([
      { type: 'contact-change.requested' },
      { type: 'contact-change.rejected', actor: 'system', at: lostAt },
    ]);
  });

  it('name who gave the last consent where the change is scheduled, also by a code', async () => {
    const world = new World();
    await world.group(1);
    const codes = { [ben]: await world.code(ben, ['technical']) };
    const effectiveAt = new Date(world.time + 60_000);
    const { change } = await world.request(ada, { technical: ben }, { codes, effectiveAt });
    expect((await eventsOf(world, change)).map(({ type, actor }) => [type, actor])).toEqual([
      ['contact-change.requested', ada],
      ['contact-change.consent-accepted', ben],
      ['contact-change.scheduled', ben],
    ]);
  });

  it('say that it waits for its time, starts by itself, fails, is retried and completes', async () => {
    const world = new World();
    await world.group(2);
    const at = new Date(world.time + 60_000);
    const effectiveAt = at.toISOString();
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt: at });
    await world.accept(ben, change);
    world.time += 120_000;
    await world.runDueWork();
    await world.advance();
    await world.advance();
    const [first, ...others] = world.memberQueue.take();
    await world.fail(world.memberMessage(first?.body));
    await world.propagate(others);
    await world.settle();
    await world.retry(ada, change);
    await world.settle();
    expect(await eventsOf(world, change)).toMatchObject([
      { type: 'contact-change.requested', effectiveAt },
      { type: 'contact-change.consent-accepted' },
      { type: 'contact-change.scheduled', actor: ben, effectiveAt },
      { type: 'contact-change.effective', actor: 'system' },
      { type: 'contact-change.completed-with-failures', members: { applied: 1, failed: 1 } },
      { type: 'contact-change.retried', actor: ada },
      { type: 'contact-change.completed', members: { applied: 2, failed: 0 } },
    ]);
  });

  it('name who gave its code, and one for a service alone', async () => {
    const world = new World();
    await world.group(1);
    const code = await world.code(ben, ['technical']);
    const { change } = await world.request(ada, { technical: ben }, { service: 0, codes: { [ben]: code } });
    expect(await eventsOf(world, change)).toMatchObject([
      { type: 'contact-change.requested', serviceId: change.serviceId, recipients: [] },
      { type: 'contact-change.consent-accepted', actor: ben, via: 'code' },
      { type: 'contact-change.effective', actor: ben, services: 1 },
      { type: 'contact-change.completed', members: { services: 1, applied: 1 } },
    ]);
  });
});

describe('The events of a reassignment', () => {
  it('tell of its request, consent, start and end, and those of its changes name it', async () => {
    const world = await worldOfGroups(2);
    const reassignment = await askReassignment(world, operator, {
      from: ben,
      to: eve,
      roles: ['technical'],
      isOperator: true,
    });
    await decideOnReassignment(world, eve, reassignment, 'accepted');
    await world.settle();
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed');
    const { reassignmentId } = reassignment;
    const { events } = await world.stores.events.ofReassignment(reassignmentId, { limit: 100 });
    expect(events).toMatchObject([
      { type: 'reassignment.requested', actor: operator, sequence: 1 },
      { type: 'reassignment.consent-accepted', actor: eve, sequence: 2 },
      { type: 'reassignment.started', actor: eve, sequence: 3 },
      {
        type: 'reassignment.completed',
        actor: 'system',
        sequence: 4,
        targets: { targets: 2, completed: 2, failed: 0, skipped: 0 },
      },
    ]);
    await world.publishEvents();
    const ofChanges = world.eventBus.accepted.filter((event) => event.type === 'contact-change.effective');
    expect(ofChanges).toHaveLength(2);
    for (const event of ofChanges) expect(event).toMatchObject({ reassignmentId });
  });
});

describe('The events of services', () => {
  it('name the services of one call, and are numbered in the order in which a service moves', async () => {
    const world = new World();
    await world.group(2);
    await world.leave(1);
    await world.join(1);
    world.time += 60_000;
    await world.runDueWork();
    await world.publishEvents();
    const events = world.eventBus.accepted.filter(
      (event) => event.type === 'service.joined' || event.type === 'service.left',
    );
    const ofMoving = events
      .filter(({ services }) => services.some(({ serviceId }) => serviceId.endsWith('1')))
      .toSorted((a, b) => a.sequence - b.sequence);
    expect(ofMoving.map(({ type, services }) => [type, services.length])).toEqual([
      ['service.joined', 2],
      ['service.left', 1],
      ['service.joined', 1],
    ]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
    for (const event of events) expect(event).toMatchObject({ actor: operatorNic, groupId });
  });
});
