import { expect, describe, it } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { changePartition } from '../../shared/store/keys.ts';
import { ApiInMemory, type RequestInMemory } from '../support/api-in-memory.ts';
import { operatorNic } from '../support/operator.ts';
import {
  askReassignment,
  cancelAsCaller,
  decideOnReassignment,
  operator,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

const week = 7 * 24 * 3_600_000;
interface Asked {
  readonly isOperator?: boolean;
  readonly query?: RequestInMemory['query'];
}

async function changeEvents(
  world: World,
  nic: Nic,
  { changeId }: Pick<ContactChange, 'changeId'>,
  { isOperator = false, query = {} }: Asked = {},
) {
  const request = { params: { changeId }, query };
  const { body, statusCode } = await new ApiInMemory(world).call(
    'listChangeEvents',
    { nic, isOperator },
    request,
  );
  expect(statusCode).toBe(200);
  return operations.listChangeEvents.answer.parse(JSON.parse(body ?? ''));
}

async function reassignmentEvents(world: World, nic: Nic, reassignment: Reassignment, isOperator = false) {
  const request = { params: { reassignmentId: reassignment.reassignmentId } };
  const { body, statusCode } = await new ApiInMemory(world).call(
    'listReassignmentEvents',
    { nic, isOperator },
    request,
  );
  expect(statusCode).toBe(200);
  return operations.listReassignmentEvents.answer.parse(JSON.parse(body ?? '')).items;
}

describe('The events of a change, over the API,', () => {
  it('are those that are published, oldest first, in pages', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    await world.accept(ben, change);
    await world.accept(cleo, change);
    await world.settle();
    await world.publishEvents();
    const { items, nextCursor } = await changeEvents(world, ada, change);
    expect(items.map(({ type }) => type.replace('contact-change.', ''))).toEqual([
      'requested',
      'consent-accepted',
      'consent-accepted',
      'effective',
      'completed',
    ]);
    expect(nextCursor).toBeNull();
    const published = world.eventBus.accepted.filter(
      (event) => 'changeId' in event && event.changeId === change.changeId,
    );
    expect(items).toEqual(published.toSorted((a, b) => a.sequence - b.sequence));
    const first = await changeEvents(world, ada, change, { query: { limit: '3' } });
    const cursor = first.nextCursor ?? '';
    const second = await changeEvents(world, ada, change, { query: { limit: '3', cursor } });
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeNull();
  });

  it('are empty if the change is from before events', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    const { items } = await world.table.query({
      pk: changePartition(change.changeId),
      prefix: 'EVENT#',
      limit: 10,
    });
    expect(items).toHaveLength(1);
    for (const { pk, sk } of items) await world.table.delete({ delete: { pk, sk } });
    expect(await changeEvents(world, ada, change)).toEqual({ items: [], nextCursor: null });
  });

  it('show an expiry once due work wrote it', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time += week + 60_000;
    expect((await changeEvents(world, ben, change)).items).toHaveLength(1);
    await world.runDueWork();
    await world.settle();
    expect((await changeEvents(world, ben, change)).items).toMatchObject([
      { type: 'contact-change.requested' },
      { type: 'contact-change.expired', actor: 'system', at: change.expiresAt },
    ]);
  });

  it('do not exist for who may not see the change, and take no other cursor', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    const api = new ApiInMemory(world);
    const params = { changeId: change.changeId };
    expect((await api.call('listChangeEvents', { nic: eve }, { params })).statusCode).toBe(404);
    const query = { cursor: 'x' };
    expect((await api.call('listChangeEvents', { nic: ada }, { params, query })).statusCode).toBe(400);
  });

  it('do not tell a party which operator, or which later contact, did something', async () => {
    const world = new World();
    await world.group(2);
    const { change: cancelled } = await world.request(ada, { technical: ben });
    await world.cancel(operatorNic, cancelled, true);
    const lastActor = async (nic: Nic, isOperator = false) =>
      (await changeEvents(world, nic, cancelled, { isOperator })).items.at(-1)?.actor;
    expect(await lastActor(ada)).toBe('undisclosed');
    expect(await lastActor(ben)).toBe('undisclosed');
    expect(await lastActor(operator, true)).toBe(operatorNic);

    const failed = await world.effectiveChange(ada, { technical: ben });
    await world.advance();
    await world.advance();
    const [first, ...others] = world.memberQueue.take();
    await world.fail(world.memberMessage(first?.body));
    await world.propagate(others);
    await world.settle();
    await world.effectiveChange(ada, { administration: dan, technical: cleo, billing: dan });
    await world.settle();
    await world.retry(dan, failed);
    await world.settle();
    const retriedBy = async (nic: Nic) =>
      (await changeEvents(world, nic, failed)).items.find(({ type }) => type === 'contact-change.retried')
        ?.actor;
    expect([await retriedBy(dan), await retriedBy(cleo)]).toEqual([dan, dan]);
    expect([await retriedBy(ada), await retriedBy(ben)]).toEqual(['undisclosed', 'undisclosed']);
  });
});

describe('The events of a reassignment, over the API,', () => {
  it('are told to its owner, its `from`, its `to` and operators', async () => {
    const world = await worldOfGroups(1);
    const asked = await askReassignment(world, ada, { from: ben, to: eve, roles: ['billing', 'technical'] });
    await decideOnReassignment(world, eve, asked);
    await world.settle();
    const types = ['requested', 'consent-accepted', 'started', 'completed'];
    for (const nic of [ada, ben, eve]) {
      const events = await reassignmentEvents(world, nic, asked);
      expect(events.map(({ type }) => type.replace('reassignment.', ''))).toEqual(types);
      for (const { roles } of events) expect(roles).toEqual(['technical', 'billing']);
    }
    expect(await reassignmentEvents(world, operator, asked, true)).toHaveLength(4);
    const params = { reassignmentId: asked.reassignmentId };
    const { statusCode } = await new ApiInMemory(world).call(
      'listReassignmentEvents',
      { nic: cleo },
      { params },
    );
    expect(statusCode).toBe(404);
  });

  it('do not tell its parties which operator cancelled it', async () => {
    const world = await worldOfGroups(1);
    const asked = await askReassignment(world, ada, { from: ben, to: eve, roles: ['technical'] });
    await cancelAsCaller(world, operator, asked, true);
    for (const nic of [ada, ben, eve])
      expect((await reassignmentEvents(world, nic, asked)).at(-1)).toMatchObject({
        type: 'reassignment.cancelled',
        actor: 'undisclosed',
      });
    const [, cancelled] = await reassignmentEvents(world, operator, asked, true);
    expect(cancelled?.actor).toBe(operator);
  });
});
