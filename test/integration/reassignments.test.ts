import { describe, expect, it } from 'vitest';
import { requestChange } from '../../shared/commands/request-change.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import {
  askReassignment,
  countsOf,
  decideOnReassignment,
  saveAllAccounts,
  groupNow,
  groupNumber,
  hoursFrom,
  reassignmentNow,
  makeGroup,
  operator,
  outcomes,
  worldOfGroups,
} from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, serviceId, World } from '../support/world.ts';

describe('A reassignment', () => {
  it('replaces one nic by another on every group, with one consent', async () => {
    const world = await worldOfGroups(3);
    await makeGroup(world, 3, { technical: eve });
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: cleo,
      roles: ['technical', 'billing'],
    });
    expect(reassignment.state).toBe('awaiting-consent');
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await reassignmentNow(world, reassignment)).toMatchObject({
      state: 'completed',
      consent: { nic: cleo, decision: 'accepted', via: 'accept' },
      run: { targets: 3 },
    });
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 3, failed: 0, skipped: 0 });
    for (let number = 0; number < 3; number++) {
      expect((await groupNow(world, number)).contacts).toEqual({
        administration: ada,
        technical: cleo,
        billing: ada,
      });
      expect((await world.service(number * 100)).contacts.technical).toBe(cleo);
    }
    expect((await groupNow(world, 3)).contacts.technical).toBe(eve);
    const change = await changeOf(world, reassignment);
    expect(change).toMatchObject({
      requestedBy: ada,
      reassignmentId: reassignment.reassignmentId,
      consents: [{ nic: cleo, roles: ['technical'], decision: 'accepted', via: 'accept' }],
    });
  });

  it('of a nic changes only what the nic may see, and skips groups that it does not administer', async () => {
    const world = await worldOfGroups(1);
    await makeGroup(world, 1, { administration: dan, technical: ben, billing: ada });
    await makeGroup(world, 2, { administration: dan, technical: ben, billing: dan });
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { groupId: groupNumber(0), state: 'completed' },
      {
        groupId: groupNumber(1),
        state: 'skipped',
        failure: { code: 'not-administration-contact' },
      },
    ]);
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 1, skipped: 1 });
    expect((await groupNow(world, 1)).contacts.technical).toBe(ben);
  });

  it('of an operator covers all groups, in the operator’s name (R4)', async () => {
    const world = await worldOfGroups(2);
    await makeGroup(world, 2, { administration: dan, technical: ben, billing: dan });
    const reassignment = await askReassignment(world, operator, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      isOperator: true,
    });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 3, skipped: 0 });
    expect(await changeOf(world, reassignment)).toMatchObject({ requestedBy: operator });
  });

  it('limited to groups changes no others', async () => {
    const world = await worldOfGroups(3);
    const groupIds = [groupNumber(1)];
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: ada,
      roles: ['technical'],
      groupIds,
    });
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { groupId: groupNumber(1), state: 'completed' },
    ]);
  });

  it('waits for its time, and checks each target only then', async () => {
    const world = await worldOfGroups(3);
    const runAt = hoursFrom(world, 2);
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      runAt,
    });
    expect((await decideOnReassignment(world, cleo, reassignment)).state).toBe('scheduled');
    await world.runDueWork();
    await world.settle();
    expect((await reassignmentNow(world, reassignment)).state).toBe('scheduled');
    // One is lost and one is gained in between.
    await makeGroup(world, 3, { technical: ben });
    world.time += 7_200_000;
    await world.runDueWork();
    await world.runReassignments();
    await world.runReassignments();
    await makeGroup(world, 4, { technical: ben });
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 4 });
    expect((await groupNow(world, 3)).contacts.technical).toBe(cleo);
  });

  it('skips a target that no longer has `from` when its turn comes', async () => {
    const world = await worldOfGroups(2);
    const reassignment = await askReassignment(world, operator, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      isOperator: true,
    });
    await decideOnReassignment(world, cleo, reassignment);
    await world.runReassignments();
    const other = await askReassignment(world, ada, {
      from: ben,
      to: ada,
      roles: ['technical'],
      groupIds: [groupNumber(0)],
    });
    const steps = world.reassignmentQueue.take();
    await world.runReassignments(steps.slice(1));
    await world.runReassignments();
    expect(await countsOf(world, other)).toMatchObject({ propagating: 1 });
    await world.runReassignments(steps.slice(0, 1));
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { state: 'skipped', failure: { code: 'nothing-to-change' } },
      { state: 'completed' },
    ]);
  });

  it('skips targets that a rule refuses, with the reason, and continues with the others', async () => {
    const world = await worldOfGroups(3);
    await world.account(cleo, { balanceCents: -1 });
    await makeGroup(world, 3, { billing: ben });
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: cleo,
      roles: ['technical', 'billing'],
    });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { state: 'completed' },
      { state: 'completed' },
      { state: 'completed' },
      { state: 'skipped', roles: ['billing'], failure: { code: 'recipient-in-debt' } },
    ]);
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed');
  });

  it('changes single services separately, and moves the administration after them', async () => {
    const world = await worldOfGroups(0);
    await makeGroup(world, 0, {}, 3);
    for (const service of [0, 2]) {
      const { change } = await world.request(ada, { technical: ben }, { service });
      await world.accept(ben, change);
    }
    await makeGroup(world, 1, { technical: ben });
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { groupId: groupNumber(0), serviceId: serviceId(0), state: 'completed' },
      { groupId: groupNumber(0), serviceId: serviceId(2), state: 'completed' },
      { groupId: groupNumber(1), state: 'completed' },
    ]);
    expect((await world.service(0)).contacts.technical).toBe(cleo);
    expect((await world.service(1)).contacts.technical).toBe(ada);
  });

  it('that moves the administration with other roles ends none of its own changes', async () => {
    const world = new World();
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: cleo }, 2);
    const own = await world.request(ada, { technical: ada }, { service: 0 });
    expect(own.change.state).toBe('completed');
    const asked = { from: ada, to: ben, roles: ['administration', 'technical', 'billing'] } as const;
    const reassignment = await askReassignment(world, ada, { ...asked, roles: [...asked.roles] });
    await decideOnReassignment(world, ben, reassignment);
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { serviceId: serviceId(0), state: 'completed' },
      { groupId: groupNumber(0), roles: ['administration', 'billing'], state: 'completed' },
    ]);
    expect((await groupNow(world, 0)).contacts).toEqual({
      administration: ben,
      technical: cleo,
      billing: ben,
    });
    expect((await world.service(0)).contacts.technical).toBe(ben);
  });

  it('skips a role that an open request holds', async () => {
    const world = await worldOfGroups(2);
    await openRequestOnFirst(world);
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { state: 'skipped', failure: { code: 'change-pending' } },
      { state: 'completed' },
    ]);
  });
});

/** The change of the first of the reassignment's targets. */
async function changeOf(world: World, reassignment: Reassignment) {
  const [first] = await outcomes(world, reassignment);
  if (first?.changeId === undefined) throw new Error('There is no change.');
  return world.changeNow({ changeId: first.changeId });
}

/** A request for the technical contact of the first group, without any consent. */
async function openRequestOnFirst(world: World): Promise<void> {
  const asked = { contacts: { technical: dan }, consentCodes: new Map() };
  const about = { groupId: groupNumber(0) };
  await requestChange(world.effects, { nic: ada, isOperator: false }, about, asked, { isDryRun: false });
}
