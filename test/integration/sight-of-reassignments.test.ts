import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import { openLimit } from '../../shared/domain/open-limit.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import type { TargetName } from '../../shared/domain/reassignment-target.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { targetKey } from '../../shared/store/keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import {
  askReassignment,
  cancelAsCaller,
  decideOnReassignment,
  groupNumber,
  makeGroup,
  operator,
  worldOfGroups,
} from '../support/reassignments.ts';
import { toldBy } from '../support/told.ts';
import { ada, ben, cleo, dan, eve, serviceId, World } from '../support/world.ts';

const isOperator = true;

async function outcomesTold(world: World, who: Nic, { reassignmentId }: Reassignment) {
  const { body } = await new ApiInMemory(world).call(
    'listReassignmentOutcomes',
    { nic: who, isOperator: who === operator },
    { params: { reassignmentId } },
  );
  return operations.listReassignmentOutcomes.answer.parse(JSON.parse(body ?? ''));
}

const groupsTold = async (world: World, who: Nic, reassignment: Reassignment): Promise<string[]> =>
  (await outcomesTold(world, who, reassignment)).items.map(({ groupId }) => groupId);

const listed = async (world: World, who: Nic, query: Record<string, string> = {}) => {
  const { body } = await new ApiInMemory(world).call('listReassignments', { nic: who }, { query });
  return { length: body?.length ?? 0, ...operations.listReassignments.answer.parse(JSON.parse(body ?? '')) };
};

describe('The outcomes of a reassignment', () => {
  it('are shown to its parties where they hold a role now, and to an operator', async () => {
    const world = await worldOfGroups(2);
    await makeGroup(world, 2, { technical: ben, billing: eve });
    const reassignment = await askReassignment(world, operator, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      isOperator,
      consentCode: await world.code(cleo, ['technical']),
    });
    await world.settle();
    const all = [0, 1, 2].map(groupNumber);
    expect(await groupsTold(world, operator, reassignment)).toEqual(all);
    expect(await groupsTold(world, cleo, reassignment)).toEqual(all);
    // `from` was replaced everywhere.
    expect(await outcomesTold(world, ben, reassignment)).toEqual({ items: [], nextCursor: null });
  });

  it('are found behind any number that the caller may not see, and no cursor tells of those', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await askReassignment(world, operator, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      isOperator,
    });
    const { reassignmentId } = reassignment;
    const target = (name: TargetName) => ({
      put: {
        ...targetKey(reassignmentId, name),
        ...name,
        roles: ['technical'],
        state: 'pending',
        attempts: 0,
      },
    });
    for (let number = 0; number < 2_100; number++)
      await world.table.put(target({ groupId: groupNumber(5), serviceId: serviceId(number - 5_000) }));
    await world.table.put(target({ groupId: groupNumber(0), serviceId: serviceId(0) }));
    await world.table.put(target({ groupId: groupNumber(0) }));
    const pages = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer = await new ApiInMemory(world).call(
        'listReassignmentOutcomes',
        { nic: ben },
        { params: { reassignmentId }, query: cursor === '' ? {} : { cursor } },
      );
      const page = operations.listReassignmentOutcomes.answer.parse(JSON.parse(answer.body ?? ''));
      pages.push(page.items.map((item) => item.serviceId ?? item.groupId));
      const told = [...toldBy(answer)].filter((id) => ![String(groupNumber(0)), serviceId(0)].includes(id));
      expect(told).toEqual([]);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([[], [], [serviceId(0), groupNumber(0)]]);
  });

  it('are no longer shown to an owner that has lost its groups', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await groupsTold(world, ada, reassignment)).toEqual([groupNumber(0)]);
    const all = { from: ada, to: dan, roles: ['administration' as const, 'billing' as const] };
    await askReassignment(world, operator, {
      ...all,
      isOperator,
      consentCode: await world.code(dan, all.roles),
    });
    await world.settle();
    expect(await groupsTold(world, ada, reassignment)).toEqual([]);
  });

  it('show a single service to its contact, and the change to who is party to it', async () => {
    const world = await worldOfGroups(1);
    const { change } = await requestOn(world, serviceId(0), dan);
    await world.accept(dan, change);
    await world.settle();
    const reassignment = await askReassignment(world, ada, { from: dan, to: eve, roles: ['technical'] });
    await decideOnReassignment(world, eve, reassignment);
    await world.settle();
    const [told] = (await outcomesTold(world, eve, reassignment)).items;
    expect(told).toMatchObject({ serviceId: serviceId(0), state: 'completed', changeId: expect.any(String) });
    expect((await outcomesTold(world, dan, reassignment)).items).toEqual([]);
  });

  it('tell `from` nothing about the account of `to`, and name no request that blocks', async () => {
    const world = await worldOfGroups(0);
    await makeGroup(world, 0, { billing: ben });
    await makeGroup(world, 1, { billing: ben });
    await world.account(cleo, { balanceCents: -1 });
    await requestOfGroup(world, 1, { billing: dan });
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['billing'] });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    const codes = async (who: Nic) =>
      (await outcomesTold(world, who, reassignment)).items.map(({ failure }) => failure?.code);
    expect(await codes(ada)).toEqual(['recipient-in-debt', 'change-pending']);
    expect(await codes(ben)).toEqual([undefined, 'change-pending']);
    expect(await codes(cleo)).toEqual([]);
    const told = await outcomesTold(world, ben, reassignment);
    expect(told.items.map(({ failure }) => failure?.detail ?? '').join(' ')).not.toMatch(/01[0-9A-Z]{24}/);
  });

  it('name no request that an earlier release stored in a detail', async () => {
    const world = await worldOfGroups(1);
    const blocking = await requestOfGroup(world, 0, { technical: dan });
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    const detail = `The open request ${blocking} for the technical contact of this group blocks this one.`;
    const key = {
      pk: `REASSIGNMENT#${reassignment.reassignmentId}`,
      sk: `TARGET#GROUP#${groupNumber(0)}`,
    };
    await world.table.update({ update: key, set: { failure: { code: 'change-pending', detail } } });
    expect((await outcomesTold(world, ben, reassignment)).items).toMatchObject([
      {
        failure: { detail: 'The open request for the technical contact of this group blocks this one.' },
      },
    ]);
  });
});

describe('The list of reassignments', () => {
  it('is filtered by state and by party', async () => {
    const world = await worldOfGroups(1);
    await makeGroup(world, 1, { administration: ben, technical: ada });
    const mine = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    const ofMe = await askReassignment(world, ben, { from: ada, to: dan, roles: ['technical'] });
    const toMe = await askReassignment(world, operator, {
      from: ben,
      to: ada,
      roles: ['technical'],
      isOperator,
    });
    await cancelAsCaller(world, ada, mine);
    const ids = async (query: Record<string, string>) =>
      (await listed(world, ada, query)).items.map(({ reassignmentId }) => reassignmentId);
    expect(await ids({ party: 'owner' })).toEqual([mine.reassignmentId]);
    expect(await ids({ party: 'from' })).toEqual([ofMe.reassignmentId]);
    expect(await ids({ party: 'to' })).toEqual([toMe.reassignmentId]);
    expect(await ids({ state: 'cancelled' })).toEqual([mine.reassignmentId]);
    world.time += 8 * 24 * 3_600_000;
    expect(await ids({ state: 'expired', party: 'to' })).toEqual([toMe.reassignmentId]);
  });

  it('leaves out the groups that others name, of which `from` learns the number alone', async () => {
    const world = await worldOfGroups(1);
    const others = Array.from({ length: 999 }, (_, index) => GroupId.parse(`zz${index}-ovh-1`));
    const asked = { from: ben, to: cleo, roles: ['technical'], reason: '\u0001'.repeat(500) };
    for (let count = 0; count < openLimit; count++) {
      const groupIds = [groupNumber(0), ...others.with(0, GroupId.parse(`yy1-ovh-${count}`))];
      await new ApiInMemory(world).call(
        'requestReassignment',
        { nic: ada },
        { body: { ...asked, groupIds } },
      );
    }
    const page = await listed(world, ben);
    expect(page.items).toHaveLength(openLimit);
    expect(page.length * (100 / openLimit)).toBeLessThan(1_000_000);
    expect(page.items[0]).toMatchObject({ groupCount: 1_000 });
    expect(page.items[0]).not.toHaveProperty('groupIds');
    const get = async (who: Nic) => {
      const params = { reassignmentId: page.items[0]?.reassignmentId ?? '' };
      const { body } = await new ApiInMemory(world).call('getReassignment', { nic: who }, { params });
      return ReassignmentAnswer.parse(JSON.parse(body ?? '')).groupIds?.length;
    };
    expect([await get(ada), await get(cleo), await get(ben)]).toEqual([1_000, 1_000, undefined]);
  });
});

async function requestOn(world: World, service: ReturnType<typeof serviceId>, to: Nic) {
  return requestedByAda(world, 'requestServiceChange', { serviceId: service }, { technical: to });
}

async function requestOfGroup(world: World, number: number, contacts: object): Promise<string> {
  return (await requestedByAda(world, 'requestGroupChange', { groupId: groupNumber(number) }, contacts))
    .change.changeId;
}

async function requestedByAda(
  world: World,
  operation: 'requestGroupChange' | 'requestServiceChange',
  params: Record<string, string>,
  contacts: object,
) {
  const { body } = await new ApiInMemory(world).call(operation, { nic: ada }, { params, body: { contacts } });
  const { changeId } = z.object({ changeId: z.string() }).parse(JSON.parse(body ?? ''));
  return { change: operations.requestGroupChange.answer.pick({ changeId: true }).parse({ changeId }) };
}
