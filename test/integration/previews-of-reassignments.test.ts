import { describe, expect, it } from 'vitest';
import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import {
  askReassignment,
  cancelAsCaller,
  decideOnReassignment,
  groupNumber,
  hoursFrom,
  makeGroup,
  operator,
  saveAllAccounts,
  worldOfGroups,
} from '../support/reassignments.ts';
import { toldBy } from '../support/told.ts';
import { ada, ben, cleo, dan, eve, serviceId, World } from '../support/world.ts';

const call = (world: World, nic: Nic, { reassignmentId }: Reassignment, query: Record<string, string> = {}) =>
  new ApiInMemory(world).call(
    'previewReassignment',
    { nic, isOperator: nic === operator },
    { params: { reassignmentId }, query },
  );

async function previewOf(world: World, nic: Nic, reassignment: Reassignment, query = {}) {
  const { body } = await call(world, nic, reassignment, query);
  return operations.previewReassignment.answer.parse(JSON.parse(body ?? ''));
}

const statusesOf = async (
  world: World,
  reassignment: Reassignment,
  nics: readonly Nic[],
): Promise<number[]> => {
  const statuses: number[] = [];
  for (const nic of nics) statuses.push((await call(world, nic, reassignment)).statusCode);
  return statuses;
};

/** Groups of `ada` where `ben` holds roles, one with an open request; `cleo` may not become a billing contact. */
async function someTargets(): Promise<{ world: World; reassignment: Reassignment; blocking: string }> {
  const made = new World();
  await saveAllAccounts(made);
  await makeGroup(made, 0, { technical: eve });
  await makeGroup(made, 1, { technical: ben });
  await makeGroup(made, 2, { technical: ben, billing: ben });
  await made.account(cleo, { balanceCents: -1 });
  const { change: own } = await made.request(ada, { technical: ben }, { service: 0 });
  await made.accept(ben, own);
  await made.settle();
  const { change } = await made.request(ada, { technical: dan }, { group: groupNumber(1) });
  const asked = { from: ben, to: cleo, roles: ['technical' as const, 'billing' as const] };
  const reassignment = await askReassignment(made, ada, asked);
  return { world: made, reassignment, blocking: change.changeId };
}

describe('The preview of a reassignment', () => {
  it('shows its owner and operators what would happen now, with every rule that fails', async () => {
    const { world: made, reassignment, blocking } = await someTargets();
    for (const nic of [ada, operator]) {
      const { items, readAt } = await previewOf(made, nic, reassignment);
      expect(readAt).toBe(made.clock.now().toISOString());
      expect(items).toMatchObject([
        { serviceId: serviceId(0), roles: ['technical'], state: 'pending', errors: [] },
        {
          groupId: groupNumber(1),
          state: 'skipped',
          errors: [{ code: 'change-pending', changeId: blocking }],
        },
        { groupId: groupNumber(2), state: 'skipped', errors: [{ code: 'recipient-in-debt' }] },
      ]);
    }
  });

  it('shows `to` what it would take and what it lacks itself, and nothing of others’ requests', async () => {
    const { world: made, reassignment } = await someTargets();
    const { items } = await previewOf(made, cleo, reassignment);
    expect(items).toMatchObject([
      {
        serviceId: serviceId(0),
        groupId: groupNumber(0),
        roles: ['technical'],
        state: 'pending',
        errors: [],
      },
      { groupId: groupNumber(1), roles: ['technical'], state: 'pending', errors: [] },
      {
        groupId: groupNumber(2),
        roles: ['technical', 'billing'],
        state: 'skipped',
        errors: [{ code: 'recipient-in-debt', pointer: '/contacts/billing' }],
      },
    ]);
    expect(items.map(({ contacts }) => contacts)).toMatchObject([
      { technical: { from: ben, to: cleo } },
      { technical: { from: ben, to: cleo } },
      { technical: { from: ben, to: cleo }, billing: { from: ben, to: cleo } },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/changeId|change-pending|01[0-9A-Z]{24}/);
  });

  it('is of what `from` holds now', async () => {
    const { world: made, reassignment } = await someTargets();
    const { change } = await made.request(ada, { billing: ada }, { group: groupNumber(2) });
    expect((await made.changeNow(change)).state).not.toBe('awaiting-consent');
    made.time += 60_000;
    const { items, readAt } = await previewOf(made, cleo, reassignment);
    expect(items.at(-1)).toMatchObject({ groupId: groupNumber(2), roles: ['technical'], state: 'pending' });
    expect(readAt).toBe(made.clock.now().toISOString());
  });

  it('is seen by its owner, an operator, and `to` while it may decide, and exists for nobody else', async () => {
    const made = await worldOfGroups(1);
    const runAt = hoursFrom(made, 2);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], runAt };
    const reassignment = await askReassignment(made, ada, asked);
    const nics = [ada, operator, cleo, ben, dan];
    expect(await statusesOf(made, reassignment, nics)).toEqual([200, 200, 200, 404, 404]);
    const unknown = { ...reassignment, reassignmentId: made.effects.newReassignmentId() };
    const [seen, none] = [await call(made, ben, reassignment), await call(made, ben, unknown)];
    expect(seen).toEqual(none);
    await decideOnReassignment(made, cleo, reassignment);
    expect(await statusesOf(made, reassignment, nics)).toEqual([200, 200, 200, 404, 404]);
    made.time = runAt.getTime();
    await made.runDueWork();
    await made.settle();
    expect(await statusesOf(made, reassignment, nics)).toEqual([200, 200, 404, 404, 404]);
  });

  it.each(['refused', 'cancelled', 'expired'])('is no longer seen by `to` once it is %s', async (end) => {
    const made = await worldOfGroups(1);
    const reassignment = await askReassignment(made, ada, { from: ben, to: cleo, roles: ['technical'] });
    if (end === 'refused') await decideOnReassignment(made, cleo, reassignment, 'refused');
    else if (end === 'cancelled') await cancelAsCaller(made, ada, reassignment);
    else made.time += 7 * 24 * 3_600_000;
    expect(await statusesOf(made, reassignment, [ada, cleo])).toEqual([200, 404]);
  });

  it('of an operator’s shows it, when it asks as a nic, only where it holds a role', async () => {
    const made = await worldOfGroups(1);
    await makeGroup(made, 1, { technical: ben, billing: operator });
    const asked = { from: ben, to: cleo, roles: ['technical' as const], isOperator: true };
    const { reassignmentId } = await askReassignment(made, operator, asked);
    const { body } = await new ApiInMemory(made).call(
      'previewReassignment',
      { nic: operator },
      { params: { reassignmentId } },
    );
    const { items } = operations.previewReassignment.answer.parse(JSON.parse(body ?? ''));
    expect(items).toMatchObject([{ groupId: groupNumber(1), state: 'pending' }]);
  });

  it('pages through all of it, and its cursors tell `to` nothing of the groups in between', async () => {
    const made = new World();
    await saveAllAccounts(made);
    const expected: string[] = [];
    for (let number = 0; number < 40; number++) {
      const isTarget = number % 13 === 5;
      await makeGroup(made, number, { technical: isTarget ? ben : eve });
      if (isTarget) expected.push(groupNumber(number));
    }
    const reassignment = await askReassignment(made, ada, { from: ben, to: cleo, roles: ['technical'] });
    for (const nic of [cleo, ada]) {
      const found: string[] = [];
      const told: string[] = [];
      for (let cursor: string | undefined; ;) {
        const query = { limit: '1', ...(cursor !== undefined && { cursor }) };
        const answer = await call(made, nic, reassignment, query);
        const page = operations.previewReassignment.answer.parse(JSON.parse(answer.body ?? ''));
        found.push(...page.items.map(({ groupId }) => groupId));
        told.push(...[...toldBy(answer)].filter((id) => ![String(ben), cleo, ...expected].includes(id)));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      expect(found).toEqual(expected);
      expect(nic === cleo ? told : []).toEqual([]);
    }
  });
});
