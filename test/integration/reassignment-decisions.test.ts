import { describe, expect, it } from 'vitest';
import { InterruptedTable } from '../support/interrupted-table.ts';
import {
  askReassignment,
  cancelAsCaller,
  countsOf,
  decideOnReassignment,
  groupNow,
  groupNumber,
  hoursFrom,
  reassignmentNow,
  operator,
  outcomes,
  worldOfGroups,
} from '../support/reassignments.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, eve, nic, World } from '../support/world.ts';

describe('A reassignment can be', () => {
  it('refused only by `to`', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    expect(await refusalOf(decideOnReassignment(world, ben, reassignment))).toEqual(['not-a-recipient']);
    expect(await refusalOf(decideOnReassignment(world, eve, reassignment))).toEqual(['not-found']);
    expect((await decideOnReassignment(world, cleo, reassignment, 'refused')).state).toBe('refused');
    expect((await decideOnReassignment(world, cleo, reassignment, 'refused')).state).toBe('refused');
    expect(await refusalOf(decideOnReassignment(world, cleo, reassignment))).toEqual(['state-conflict']);
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
  });

  it('refused after it was accepted, by code too, until it runs', async () => {
    const world = await worldOfGroups(1);
    const runAt = hoursFrom(world, 1);
    const consentCode = await world.code(cleo, ['technical']);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], runAt };
    const byCode = await askReassignment(world, ada, { ...asked, consentCode });
    expect(byCode.state).toBe('scheduled');
    expect(await decideOnReassignment(world, cleo, byCode, 'refused', 'Too many lines')).toMatchObject({
      state: 'refused',
      consent: { decision: 'refused', via: undefined },
      rejection: { code: 'refused', detail: 'Too many lines' },
    });
    expect(await refusalOf(decideOnReassignment(world, cleo, byCode))).toEqual(['state-conflict']);
    const accepted = await askReassignment(world, ada, asked);
    await decideOnReassignment(world, cleo, accepted);
    world.time += 3_600_000;
    // Its time has come, but it has not started.
    expect((await decideOnReassignment(world, cleo, accepted, 'refused')).rejection?.detail).toBe(
      'A recipient refused this reassignment without a reason.',
    );
    await world.runDueWork();
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
  });

  it('refused no longer once it runs: `to` is told when it accepted', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(world, cleo, reassignment);
    await expect(decideOnReassignment(world, cleo, reassignment, 'refused')).rejects.toMatchObject({
      violations: [
        {
          code: 'state-conflict',
          state: 'running',
          detail:
            'You accepted this reassignment at 2026-03-01T08:00:00.000Z, and could refuse only until it was running. ' +
            'It is running.',
        },
      ],
    });
  });

  it('cancelled with a reason', async () => {
    const world = await worldOfGroups(1);
    const ask = () => askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    const rejectionOf = async (who: typeof ada, isOperator: boolean, reason?: string) =>
      (await cancelAsCaller(world, who, await ask(), isOperator, reason)).rejection;
    expect(await rejectionOf(ada, false, 'Wrong nic')).toEqual({ code: 'cancelled', detail: 'Wrong nic' });
    expect((await rejectionOf(operator, true))?.detail).toBe(
      'An operator cancelled this reassignment without a reason.',
    );
  });

  it('refused a time more than a year ahead', async () => {
    const world = await worldOfGroups(1);
    const asked = { from: ben, to: ada, roles: ['technical' as const] };
    const aYear = Date.parse('2027-03-01T08:00:00.000Z');
    expect(await refusalOf(askReassignment(world, ada, { ...asked, runAt: new Date(aYear + 1) }))).toEqual([
      'effective-time-invalid',
    ]);
    expect((await askReassignment(world, ada, { ...asked, runAt: new Date(aYear) })).state).toBe('scheduled');
  });

  it('refused an acceptance after its expiry, even if the expiry is not stored yet', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    world.time += 7 * 24 * 3_600_000;
    expect(await refusalOf(decideOnReassignment(world, cleo, reassignment))).toEqual(['state-conflict']);
    await world.runDueWork();
    await world.settle();
    expect((await reassignmentNow(world, reassignment)).state).toBe('expired');
    expect(await refusalOf(cancelAsCaller(world, ada, reassignment))).toEqual(['state-conflict']);
  });

  it('cancelled before it runs', async () => {
    const world = await worldOfGroups(1);
    const runAt = hoursFrom(world, 1);
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: ada,
      roles: ['technical'],
      runAt,
    });
    expect(await refusalOf(cancelAsCaller(world, ben, reassignment))).toEqual(['not-the-requester']);
    expect((await cancelAsCaller(world, ada, reassignment)).state).toBe('cancelled');
    world.time += 7_200_000;
    await world.runDueWork();
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
  });

  it('cancelled while it runs: no further target starts', async () => {
    const world = await worldOfGroups(30);
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.runReassignments();
    await world.runReassignments();
    const inTheMiddle = world.reassignmentQueue.take();
    const begun = (await countsOf(world, reassignment)).propagating;
    expect(begun).toBe(25);
    expect((await cancelAsCaller(world, operator, reassignment, true)).state).toBe('cancelled');
    await world.runReassignments(inTheMiddle);
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 25, skipped: 5, propagating: 0 });
    expect(await reassignmentNow(world, reassignment)).toMatchObject({
      state: 'cancelled',
      completedAt: expect.any(String),
    });
    expect((await outcomes(world, reassignment)).at(-1)).toMatchObject({
      state: 'skipped',
      failure: { code: 'cancelled' },
    });
    expect((await groupNow(world, 29)).contacts.technical).toBe(ben);
  });

  it('cancelled in the middle of a page: no further target of the page starts', async () => {
    const table = new InterruptedTable();
    const world = await worldOfGroups(10, new World(table));
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.runReassignments();
    table.beforeNextTransaction = async () => void (await cancelAsCaller(world, ada, reassignment));
    await world.runReassignments();
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 0, skipped: 10 });
  });

  it('started by a schedule that fires twice', async () => {
    const world = await worldOfGroups(3);
    const runAt = hoursFrom(world, 1);
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: ada,
      roles: ['technical'],
      runAt,
    });
    world.time += 3_600_000;
    await world.runDueWork();
    await world.runDueWork();
    const twice = world.reassignmentQueue.take();
    expect(twice).toHaveLength(2);
    await world.runReassignments(twice);
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 3 });
    for (let number = 0; number < 3; number++) expect((await groupNow(world, number)).revision).toBe(1);
  });

  it('accepted in advance with a consent code, which is then used up', async () => {
    const world = await worldOfGroups(1);
    const consentCode = await world.code(cleo, ['technical', 'billing']);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], consentCode };
    expect((await askReassignment(world, ada, asked)).state).toBe('running');
    const another = { ...asked, roles: ['technical' as const, 'billing' as const] };
    expect(await refusalOf(askReassignment(world, ada, another))).toEqual(['consent-code-invalid']);
    const bound = await world.code(cleo, ['technical'], { groupId: groupNumber(0) });
    expect(await refusalOf(askReassignment(world, ada, { ...another, consentCode: bound }))).toEqual([
      'consent-code-invalid',
    ]);
    const groupIds = [groupNumber(0)];
    expect((await askReassignment(world, ada, { ...asked, consentCode: bound, groupIds })).state).toBe(
      'running',
    );
  });

  it('refused with every rule that fails', async () => {
    const world = await worldOfGroups(1);
    await world.account(ben, { status: 'closed' });
    const runAt = hoursFrom(world, -1);
    const asked = { from: ben, to: ben, roles: ['technical' as const], runAt, consentCode: 'none' };
    expect(await refusalOf(askReassignment(world, ada, asked))).toEqual([
      'nothing-to-change',
      'effective-time-invalid',
      'recipient-closed',
      'consent-code-invalid',
    ]);
    expect(await refusalOf(askReassignment(world, ada, { ...asked, to: nic('zz9-ovh') }))).toContain(
      'recipient-unknown',
    );
  });

  it('running again when one of its changes is retried', async () => {
    const world = await worldOfGroups(1);
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    for (let step = 0; step < 3; step++) await world.runReassignments();
    await world.advance();
    for (const { body } of world.memberQueue.take()) await world.fail(world.memberMessage(body));
    await world.settle();
    expect(await reassignmentNow(world, reassignment)).toMatchObject({ state: 'completed-with-failures' });
    const [failed] = await outcomes(world, reassignment);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 'services-failed', detail: '2 of 2 services failed.' },
    });
    if (failed?.changeId === undefined) throw new Error('There is no change.');
    await world.retry(ada, { changeId: failed.changeId });
    const resumed = await reassignmentNow(world, reassignment);
    expect([resumed.state, resumed.completedAt]).toEqual(['running', undefined]);
    expect(await countsOf(world, reassignment)).toMatchObject({ propagating: 1, failed: 0 });
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect(await reassignmentNow(world, reassignment)).toMatchObject({ state: 'completed' });
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 1, failed: 0 });
  });
});
