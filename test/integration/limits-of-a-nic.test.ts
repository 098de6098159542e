import { describe, expect, it } from 'vitest';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import { openLimit } from '../../shared/domain/open-limit.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { encodeCursor } from '../../shared/http/cursor.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { listScope } from '../../shared/http/paging.ts';
import { ApiInMemory, type RequestInMemory } from '../support/api-in-memory.ts';
import {
  askReassignment,
  cancelAsCaller,
  groupNumber,
  operator,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, nic, World } from '../support/world.ts';

const stranger = nic('st1-ovh');
const isOperator = true;

async function refusal(world: World, who: Nic, request: RequestInMemory): Promise<string[] | number> {
  const { statusCode, body } = await new ApiInMemory(world).call(
    'requestReassignment',
    { nic: who },
    request,
  );
  if (statusCode < 300) return statusCode;
  return ProblemAnswer.parse(JSON.parse(body ?? '')).errors.map(({ code }) => code);
}

const namesListed = async (world: World, who: Nic): Promise<string[]> => {
  const { body } = await new ApiInMemory(world).call('listReassignments', { nic: who });
  const { items } = operations.listReassignments.answer.parse(JSON.parse(body ?? ''));
  return items.map(({ reassignmentId }) => reassignmentId);
};

/** Reassignments that differ in a group that does not exist. */
const oneOfMany = (number: number) => ({
  from: ben,
  to: cleo,
  roles: ['technical' as const],
  groupIds: [groupNumber(0), GroupId.parse(`zz${number}-ovh-1`)],
});

describe('A nic’s request for a reassignment', () => {
  it('has nothing to change where it shares no group with `from`, whatever the account of `to`', async () => {
    const world = await worldOfGroups(1);
    await world.account(stranger);
    await world.account(eve, { status: 'closed' });
    await world.group(0, { administration: stranger, technical: stranger, billing: stranger });
    const told = [];
    for (const to of [cleo, eve, nic('zz9-ovh')])
      for (const who of [stranger, dan])
        told.push(await refusal(world, who, { body: { from: ben, to, roles: ['technical'] } }));
    for (const one of told) expect(one).toEqual(['nothing-to-change']);
    expect(await namesListed(world, ben)).toEqual([]);
  });

  it('says nothing of the account of `to` where the nic administers none of the groups', async () => {
    const world = await worldOfGroups(1);
    await world.account(eve, { status: 'closed' });
    const ask = (who: Nic, to: Nic) =>
      refusal(world, who, { query: { dryRun: 'true' }, body: { from: ben, to, roles: ['technical'] } });
    expect([await ask(ben, eve), await ask(ben, nic('zz9-ovh')), await ask(ben, cleo)]).toEqual([
      200, 200, 200,
    ]);
    expect([await ask(ada, eve), await ask(ada, nic('zz9-ovh'))]).toEqual([
      ['recipient-closed'],
      ['recipient-unknown'],
    ]);
  });

  it('finds a group among those that it names', async () => {
    const world = await worldOfGroups(2);
    const body = { from: ben, to: cleo, roles: ['technical'], groupIds: [groupNumber(1)] };
    expect(await refusal(world, ada, { body })).toBe(202);
    const foreign = { ...body, groupIds: [GroupId.parse('zz1-ovh-1')] };
    expect(await refusal(world, ada, { body: foreign })).toEqual(['nothing-to-change']);
  });

  it('is refused while twenty of its own have not ended, also as a dry run; an operator’s is not', async () => {
    const world = await worldOfGroups(1);
    const body = { from: ben, to: dan, roles: ['technical'] };
    const asked: Reassignment[] = [];
    for (let count = 0; count < openLimit; count++)
      asked.push(await askReassignment(world, ada, oneOfMany(count)));
    expect(await refusal(world, ada, { body })).toEqual(['too-many-open']);
    expect(await refusal(world, ada, { body, query: { dryRun: 'true' } })).toEqual(['too-many-open']);
    await askReassignment(world, operator, { from: ben, to: cleo, roles: ['technical'], isOperator });
    const [first] = asked;
    if (first !== undefined) await cancelAsCaller(world, ada, first);
    expect(await refusal(world, ada, { body })).toBe(202);
    expect(await refusal(world, ada, { body: oneOfMany(0) })).toEqual(['too-many-open']);
    world.time += 8 * 24 * 3_600_000;
    expect(await refusal(world, ada, { body })).toBe(202);
  });

  it('is recorded twenty times at most, however many come at once', async () => {
    const world = await worldOfGroups(1);
    for (let count = 0; count < openLimit - 1; count++) await askReassignment(world, ada, oneOfMany(count));
    const answers = await Promise.all(
      [dan, eve, ada].map((to) => refusal(world, ada, { body: { ...oneOfMany(0), to } })),
    );
    expect(answers.filter((answer) => answer === 202)).toHaveLength(1);
    expect(await namesListed(world, ben)).toHaveLength(openLimit);
  });

  it('is answered 400 for a cursor that it made up', async () => {
    const world = await worldOfGroups(1);
    const body = { from: ben, to: cleo, roles: ['technical'] };
    const scope = listScope('preview', ada, ben, cleo, 'technical', undefined);
    for (const place of [
      'groups nonsense',
      'services nonsense',
      'x',
      '~',
      '\u0000',
      `groups ${'z'.repeat(600)}`,
    ])
      expect(
        await refusal(world, ada, { body, query: { dryRun: 'true', cursor: encodeCursor(scope, place) } }),
      ).toEqual(['invalid-cursor']);
  });
});

describe('Consent codes', () => {
  const create = (world: World, minutes = 60) => {
    const body = { roles: ['technical'], expiresInMinutes: minutes };
    return new ApiInMemory(world).call('createConsentCode', { nic: dan }, { body });
  };
  const statusOf = async (world: World): Promise<number> => (await create(world)).statusCode;

  it('are twenty at most that live; used and expired ones make room', async () => {
    const world = new World();
    await world.group(1);
    const first = await create(world, 30);
    const { code } = operations.createConsentCode.answer.parse(JSON.parse(first.body ?? ''));
    for (let count = 1; count < openLimit; count++) expect(await statusOf(world)).toBe(201);
    expect(await statusOf(world)).toBe(409);
    await world.request(ada, { technical: dan }, { codes: { [dan]: code } });
    expect([await statusOf(world), await statusOf(world)]).toEqual([201, 409]);
    world.time += 3_600_000;
    expect(await statusOf(world)).toBe(201);
  });

  it('are never more than twenty, however many are asked for at once', async () => {
    const world = new World();
    await world.group(1);
    for (let count = 0; count < openLimit - 1; count++) await create(world);
    const answers = await Promise.all([1, 2, 3].map(() => statusOf(world)));
    expect(answers.filter((status) => status === 201)).toHaveLength(1);
  });
});
