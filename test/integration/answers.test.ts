import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Role } from '../../shared/domain/roles.ts';
import { ApiInMemory, type ClosedOperation, type RequestInMemory } from '../support/api-in-memory.ts';
import { askReassignment, decideOnReassignment, hoursFrom, outcomes } from '../support/reassignments.ts';
import { reversedTable } from '../support/reversed-table.ts';
import { ada, ben, cleo, dan, groupId, serviceId, World } from '../support/world.ts';

const inReverse: Role[] = ['billing', 'technical', 'administration'];

describe('Roles', () => {
  const world = new World();
  let reads: [ClosedOperation, RequestInMemory][];
  const all = { administration: ben, technical: cleo, billing: ben };
  const request = {
    params: { groupId },
    body: { contacts: { billing: ben, technical: cleo, administration: ben } },
    headers: { 'idempotency-key': 'again' },
  };

  beforeAll(async () => {
    await world.group(2);
    await world.effectiveChange(ada, { billing: ben, technical: cleo, administration: ben });
    await world.settle();
    const { change } = await world.request(ben, { billing: dan, technical: dan });
    const asked = { from: ben, to: dan, roles: inReverse };
    const reassignment = await askReassignment(world, ben, asked);
    await decideOnReassignment(world, dan, reassignment);
    await world.settle();
    if ((await outcomes(world, reassignment)).length !== 1) throw new Error('There is no target.');
    const reassignmentId = { params: { reassignmentId: reassignment.reassignmentId } };
    reads = [
      ['getGroup', { params: { groupId } }],
      ['listGroupServices', { params: { groupId } }],
      ['getServiceRights', { params: { serviceId: serviceId(0) } }],
      ['getContactChange', { params: { changeId: change.changeId } }],
      ['listGroupChanges', { params: { groupId } }],
      ['getReassignment', reassignmentId],
      ['listReassignments', {}],
      ['listReassignmentOutcomes', reassignmentId],
      ['requestReassignment', { query: { dryRun: 'true' }, body: asked }],
    ];
  });

  it('stand in one order in every answer, however the table and the body name them', async () => {
    for (const [operation, asked] of reads) {
      const { body, statusCode } = await new ApiInMemory(world).call(operation, { nic: ben }, asked);
      expect([operation, statusCode, outOfOrder(JSON.parse(body ?? ''))]).toEqual([operation, 200, []]);
    }
  });

  it('and everything else come in the same bytes, in whatever order the table returns them', async () => {
    const other = new World(reversedTable(world.table));
    other.time = world.time;
    for (const [operation, asked] of reads.slice(0, -1)) {
      const one = await new ApiInMemory(world).call(operation, { nic: ben }, asked);
      const same = await new ApiInMemory(other).call(operation, { nic: ben }, asked);
      expect([operation, same.body]).toEqual([operation, one.body]);
    }
  });

  it('and everything else come in the same bytes when an answer is replayed', async () => {
    const fresh = new World();
    await fresh.group(1);
    const first = await new ApiInMemory(fresh).call('requestGroupChange', { nic: ada }, request);
    const other = new World(reversedTable(fresh.table));
    const again = await new ApiInMemory(other).call('requestGroupChange', { nic: ada }, request);
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first.body]);
    expect(
      Object.keys(z.object({ contacts: z.looseObject({}) }).parse(JSON.parse(first.body ?? '')).contacts),
    ).toEqual(Object.keys(all));
  });
});

const order: readonly string[] = ['administration', 'technical', 'billing'];
const isRole = (name: unknown): name is string => typeof name === 'string' && order.includes(name);

/** The lists of roles, and the roles that key a map, which do not stand in their order. */
function outOfOrder(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const names = (Array.isArray(value) ? value : Object.keys(value)).filter(isRole);
  const isOrdered = names.join() === order.filter((role) => names.includes(role)).join();
  return [...(isOrdered ? [] : [names]), ...Object.values(value).flatMap(outOfOrder)];
}

describe('The time of expiry', () => {
  const expiresAt = '2026-03-08T08:00:00.000Z';
  const Told = z.object({ state: z.string(), expiresAt: z.string().optional() });

  it('of a change is there only while a consent is missing', async () => {
    const world = new World();
    await world.group(1);
    const told = async (changeId: string) => {
      const { body } = await new ApiInMemory(world).call(
        'getContactChange',
        { nic: ada },
        { params: { changeId } },
      );
      return Told.parse(JSON.parse(body ?? ''));
    };
    const { change } = await world.request(
      ada,
      { technical: ben, billing: cleo },
      { effectiveAt: hoursFrom(world, 24 * 10) },
    );
    await world.accept(ben, change);
    expect(await told(change.changeId)).toEqual({ state: 'awaiting-consent', expiresAt });
    await world.accept(cleo, change);
    expect(await told(change.changeId)).toEqual({ state: 'scheduled' });
    await world.cancel(ada, change);
    expect(await told(change.changeId)).toEqual({ state: 'cancelled' });
    const { change: late } = await world.request(ada, { technical: ben });
    world.time = Date.parse(expiresAt);
    expect(await told(late.changeId)).toEqual({ state: 'expired' });
  });

  it('of a reassignment is there only while `to` has not decided', async () => {
    const world = new World();
    await world.group(1, { technical: ben });
    const told = async (reassignmentId: string) => {
      const params = { reassignmentId };
      const { body } = await new ApiInMemory(world).call('getReassignment', { nic: ada }, { params });
      return Told.parse(JSON.parse(body ?? ''));
    };
    const asked = { from: ben, to: cleo, roles: inReverse, runAt: hoursFrom(world, 1) };
    const reassignment = await askReassignment(world, ada, asked);
    expect(await told(reassignment.reassignmentId)).toEqual({ state: 'awaiting-consent', expiresAt });
    await decideOnReassignment(world, cleo, reassignment);
    expect(await told(reassignment.reassignmentId)).toEqual({ state: 'scheduled' });
  });
});
