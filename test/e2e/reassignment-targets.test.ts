import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { makeHolding } from '../support/holding.ts';
import { ReassignmentClient } from '../support/reassignment-client.ts';
import { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';

let running: RunningStack;
let reassignments: ReassignmentClient;
beforeAll(async () => {
  running = await RunningStack.shared();
  reassignments = new ReassignmentClient(running);
});

const contactsOf = async (groupId: string) =>
  (await running.call(operations.getGroup, operatorNic, { groupId })).contacts;

/** Puts `nic` in the technical role of one service alone. */
async function setAlone(owner: string, serviceId: string, nic: string) {
  const { changeId } = await running.requestChange(owner, { serviceId }, { technical: nic });
  await running.accept(nic, changeId);
}

describe('The targets of a reassignment', () => {
  it('are, for an operator, all groups on which `from` holds a role, in the operator’s name', async () => {
    const one = await makeHolding(running, 2);
    const other = await makeHolding(running, 1);
    // The other customer has the first one's technician too.
    const groupId = `${other.owner}-77`;
    const contacts = { administration: other.owner, technical: one.from, billing: other.billing };
    await running.call(operations.putGroup, operatorNic, { groupId }, { body: { contacts } });
    const reassignment = await reassignments.ask(operatorNic, {
      from: one.from,
      to: one.to,
      roles: ['technical'],
    });
    expect(reassignment).toMatchObject({ state: 'awaiting-consent', requestedBy: operatorNic });
    await reassignments.decide(one.to, reassignment, 'accept');
    expect(await reassignments.ended(operatorNic, reassignment)).toMatchObject({
      progress: { targets: 3, completed: 3 },
    });
    expect((await contactsOf(groupId)).technical).toBe(one.to);
    const history = await running.call(operations.listGroupChanges, other.owner, { groupId });
    expect(history.items).toMatchObject([
      { requestedBy: operatorNic, reassignmentId: reassignment.reassignmentId, state: 'completed' },
    ]);
    expect((await contactsOf(other.groupIds[0] ?? '')).technical).toBe(other.from);
  });

  it('are, for a nic, those that it may see; those that it does not administer are skipped', async () => {
    const { owner, from, to, billing, groupIds } = await makeHolding(running, 2);
    // The owner has a say in the bills of one more, and none in the last.
    const seen = `${owner}-88`;
    const unseen = `${owner}-99`;
    for (const [groupId, contacts] of [
      [seen, { administration: billing, technical: from, billing: owner }],
      [unseen, { administration: billing, technical: from, billing }],
    ] as const)
      await running.call(operations.putGroup, operatorNic, { groupId }, { body: { contacts } });
    const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical'] });
    await reassignments.decide(to, reassignment, 'accept');
    expect(await reassignments.ended(owner, reassignment)).toMatchObject({
      state: 'completed',
      progress: { targets: 3, completed: 2, skipped: 1 },
    });
    const outcomes = await reassignments.outcomes(owner, reassignment);
    expect(outcomes).toMatchObject([
      ...groupIds.map((groupId) => ({ groupId, state: 'completed' })),
      { groupId: seen, state: 'skipped', failure: { code: 'not-administration-contact' } },
    ]);
    expect(outcomes.at(-1)).not.toHaveProperty('changeId');
    expect([(await contactsOf(seen)).technical, (await contactsOf(unseen)).technical]).toEqual([from, from]);
  });

  it('include single services with their own technical contact', async () => {
    const { owner, from, to, billing, serviceIds, groupIds } = await makeHolding(running, 2, 3);
    const [, second = '', , fourth = ''] = serviceIds;
    const visitor = billing;
    await setAlone(owner, second, visitor);
    await setAlone(owner, fourth, visitor);
    const reassignment = await reassignments.ask(owner, { from: visitor, to, roles: ['technical'] });
    await reassignments.decide(to, reassignment, 'accept');
    await reassignments.ended(owner, reassignment);
    expect(await reassignments.outcomes(owner, reassignment)).toMatchObject([
      { groupId: groupIds[0], serviceId: second, roles: ['technical'], state: 'completed' },
      { groupId: groupIds[1], serviceId: fourth, roles: ['technical'], state: 'completed' },
    ]);
    for (const serviceId of serviceIds) {
      const { contacts } = await running.call(operations.getService, owner, { serviceId });
      expect(contacts.technical).toBe([second, fourth].includes(serviceId) ? to : from);
    }
  });

  it('may all change their administration, after their single services', async () => {
    const { owner, to, billing, serviceIds, groupIds } = await makeHolding(running, 3, 2);
    const [first = ''] = serviceIds;
    await running.requestChange(owner, { serviceId: first }, { technical: owner });
    const roles = ['administration', 'technical', 'billing'];
    const reassignment = await reassignments.ask(owner, { from: owner, to, roles });
    await reassignments.decide(to, reassignment, 'accept');
    expect(await reassignments.ended(to, reassignment)).toMatchObject({
      state: 'completed',
      progress: { targets: 4, completed: 4 },
    });
    expect(await reassignments.outcomes(to, reassignment)).toMatchObject([
      { serviceId: first, roles: ['technical'] },
      ...groupIds.map((groupId) => ({ groupId, roles: ['administration'] })),
    ]);
    for (const groupId of groupIds)
      expect(await contactsOf(groupId)).toMatchObject({ administration: to, billing });
    const { contacts } = await running.call(operations.getService, to, { serviceId: first });
    expect(contacts).toMatchObject({ administration: to, technical: to });
  });

  it('are skipped if an open request or a rule blocks them, and the others are changed', async () => {
    const { owner, from, to, billing, groupIds } = await makeHolding(running, 3);
    const [locked = '', ...others] = groupIds;
    await running.requestChange(owner, { groupId: locked }, { technical: billing });
    const indebted = `${owner}-55`;
    const contacts = { administration: owner, technical: owner, billing: from };
    await running.call(operations.putGroup, operatorNic, { groupId: indebted }, { body: { contacts } });
    await running.account(to, { balanceCents: -1 });
    const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical', 'billing'] });
    await reassignments.decide(to, reassignment, 'accept');
    expect(await reassignments.ended(owner, reassignment)).toMatchObject({
      state: 'completed',
      progress: { targets: 4, completed: 2, failed: 0, skipped: 2, pending: 0 },
    });
    expect(await reassignments.outcomes(owner, reassignment)).toMatchObject([
      { groupId: locked, state: 'skipped', failure: { code: 'change-pending' } },
      ...others.map((groupId) => ({ groupId, state: 'completed' })),
      { groupId: indebted, roles: ['billing'], state: 'skipped', failure: { code: 'recipient-in-debt' } },
    ]);
    for (const outcome of await reassignments.outcomes(owner, reassignment, '&state=skipped'))
      expect(outcome.failure?.detail).toMatch(/\S/);
  });
});
