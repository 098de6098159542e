import { describe, expect, it } from 'vitest';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import {
  askReassignment,
  cancelAsCaller,
  decideOnReassignment,
  groupNumber,
  hoursFrom,
  makeGroup,
  operator,
  worldOfGroups,
  type AskedOfReassignment,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, nic, type World } from '../support/world.ts';

const unknown = nic('uk0-ovh');
const technical: AskedOfReassignment = { from: ben, to: cleo, roles: ['technical'] };

interface Told {
  readonly codes: readonly string[];
  readonly pointer: string | undefined;
  readonly reassignmentId: string | undefined;
}

/** The refusal of a request: its codes, and what its first entry points at; or undefined. */
async function refused(world: World, who: Nic, body: object, isDryRun = false): Promise<Told | undefined> {
  const asking = { nic: who, isOperator: who === operator };
  const request = { body, query: { dryRun: String(isDryRun) } };
  const answer = await new ApiInMemory(world).call('requestReassignment', asking, request);
  if (answer.statusCode < 300) return undefined;
  const { errors, reassignmentId } = ProblemAnswer.parse(JSON.parse(answer.body ?? ''));
  return { codes: errors.map(({ code }) => code), pointer: errors[0]?.pointer, reassignmentId };
}

describe('The `from` of a reassignment', () => {
  it('must have an account, as an operator is told, and nobody else', async () => {
    const world = await worldOfGroups(1);
    const body = { ...technical, from: unknown };
    expect(await refused(world, operator, body)).toMatchObject({
      codes: ['holder-unknown'],
      pointer: '/from',
    });
    expect(await refused(world, operator, body, true)).toMatchObject({ codes: ['holder-unknown'] });
    expect(await refused(world, ada, body)).toMatchObject({ codes: ['nothing-to-change'], pointer: '/from' });
  });

  it('must hold one of the roles somewhere', async () => {
    const world = await worldOfGroups(1);
    const nothing = { codes: ['nothing-to-change'], pointer: '/from' };
    expect(await refused(world, operator, { ...technical, from: dan })).toMatchObject(nothing);
    expect(await refused(world, operator, { ...technical, roles: ['billing'] })).toMatchObject(nothing);
    const groupIds = [groupNumber(7)];
    expect(await refused(world, operator, { ...technical, groupIds })).toMatchObject(nothing);
    expect(await refused(world, operator, technical)).toBeUndefined();
  });
});

describe('A reassignment just like one that has not ended', () => {
  const orders = [
    { roles: ['technical', 'billing'], groupIds: [groupNumber(0), groupNumber(1)] },
    { roles: ['billing', 'technical'], groupIds: [groupNumber(1), groupNumber(0)], reason: 'Again' },
  ];

  it.each([ada, operator])('is refused with the id of that one, whoever asks (%s)', async (who) => {
    const world = await worldOfGroups(2);
    const [first, again] = orders.map((order) => ({ ...technical, ...order }));
    expect(await refused(world, who, first ?? {})).toBeUndefined();
    const [reassignmentId] = world.reassignmentIds;
    const runAt = hoursFrom(world, 5).toISOString();
    const told = { codes: ['reassignment-pending'], reassignmentId };
    for (const isDryRun of [true, false])
      expect(await refused(world, who, { ...again, runAt }, isDryRun)).toMatchObject(told);
  });

  it('may be requested by another, or for others, other roles or other groups', async () => {
    const world = await worldOfGroups(2);
    await makeGroup(world, 2, { technical: eve });
    await askReassignment(world, ada, technical);
    expect(await refused(world, operator, technical)).toBeUndefined();
    for (const other of [
      { from: eve },
      { to: dan },
      { roles: ['technical', 'billing'] },
      { groupIds: [groupNumber(0)] },
    ])
      expect(await refused(world, ada, { ...technical, ...other })).toBeUndefined();
  });

  it.each(['cancelled', 'refused', 'expired', 'completed'])(
    'may be requested when that one is %s',
    async (end) => {
      const world = await worldOfGroups(2);
      const groupIds = [groupNumber(0)];
      const first = await askReassignment(world, ada, { ...technical, groupIds });
      if (end === 'cancelled') await cancelAsCaller(world, ada, first);
      if (end === 'refused') await decideOnReassignment(world, cleo, first, 'refused');
      if (end === 'expired') world.time += 7 * 24 * 3_600_000;
      if (end === 'completed') {
        await decideOnReassignment(world, cleo, first);
        await world.settle();
        const back = { from: cleo, to: ben, roles: ['technical' as const], groupIds };
        await decideOnReassignment(world, ben, await askReassignment(world, ada, back));
        await world.settle();
      }
      expect(await refused(world, ada, { ...technical, groupIds })).toBeUndefined();
      expect(await refused(world, ada, { ...technical, groupIds })).toMatchObject({
        codes: ['reassignment-pending'],
      });
    },
  );

  it.each([ada, operator])('is recorded once, however many come at once (%s)', async (who) => {
    const world = await worldOfGroups(1);
    const answers = await Promise.all([1, 2, 3, 4].map(() => refused(world, who, technical)));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
  });
});
