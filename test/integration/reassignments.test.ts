import { describe, expect, it } from 'vitest';
import { requestChange } from '../../shared/commands/request-change.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';
import {
  askJob,
  cancelJob,
  countsOf,
  decideOnJob,
  everybody,
  groupNow,
  groupNumber,
  jobNow,
  makeGroup,
  outcomes,
} from '../support/jobs.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, dan, eve, nic, serviceId, World } from '../support/world.ts';

const operator = nic('op1-ovh');
const hours = (world: World, count: number) => new Date(world.time + count * 3_600_000);

/** Groups that `ada` administers and `ben` is the technical contact of. */
async function worldOf(groups: number, world = new World()): Promise<World> {
  await everybody(world);
  await world.account(operator);
  for (let number = 0; number < groups; number++) await makeGroup(world, number, { technical: ben }, 2);
  return world;
}

describe('A reassignment', () => {
  it('puts one nic in the place of another on every group, with one consent', async () => {
    const world = await worldOf(3);
    await makeGroup(world, 3, { technical: eve });
    const job = await askJob(world, ada, { from: ben, to: cleo, roles: ['technical', 'billing'] });
    expect(job.state).toBe('awaiting-consent');
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
    await decideOnJob(world, cleo, job);
    await world.settle();
    expect(await jobNow(world, job)).toMatchObject({
      state: 'completed',
      consent: { nic: cleo, decision: 'accepted', via: 'accept' },
      run: { targets: 3 },
    });
    expect(await countsOf(world, job)).toMatchObject({ completed: 3, failed: 0, skipped: 0 });
    for (let number = 0; number < 3; number++) {
      expect((await groupNow(world, number)).contacts).toEqual({
        administration: ada,
        technical: cleo,
        billing: ada,
      });
      expect((await world.service(number * 100)).contacts.technical).toBe(cleo);
    }
    expect((await groupNow(world, 3)).contacts.technical).toBe(eve);
    const change = await changeOf(world, job);
    expect(change).toMatchObject({
      requestedBy: ada,
      reassignmentId: job.reassignmentId,
      consents: [{ nic: cleo, roles: ['technical'], decision: 'accepted', via: 'accept' }],
    });
  });

  it('of a nic touches only what the nic may see, and skips what it does not administer', async () => {
    const world = await worldOf(1);
    await makeGroup(world, 1, { administration: dan, technical: ben, billing: ada });
    await makeGroup(world, 2, { administration: dan, technical: ben, billing: dan });
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
      { groupId: groupNumber(0), state: 'completed' },
      {
        groupId: groupNumber(1),
        state: 'skipped',
        failure: { code: 'not-administration-contact' },
      },
    ]);
    expect(await countsOf(world, job)).toMatchObject({ completed: 1, skipped: 1 });
    expect((await groupNow(world, 1)).contacts.technical).toBe(ben);
  });

  it('of an operator covers all, in the operator’s name (R4)', async () => {
    const world = await worldOf(2);
    await makeGroup(world, 2, { administration: dan, technical: ben, billing: dan });
    const job = await askJob(world, operator, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      isOperator: true,
    });
    await decideOnJob(world, cleo, job);
    await world.settle();
    expect(await countsOf(world, job)).toMatchObject({ completed: 3, skipped: 0 });
    expect(await changeOf(world, job)).toMatchObject({ requestedBy: operator });
  });

  it('bound to groups touches no other', async () => {
    const world = await worldOf(3);
    const groupIds = [groupNumber(1)];
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'], groupIds });
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([{ groupId: groupNumber(1), state: 'completed' }]);
  });

  it('waits for its time, and judges each target as it stands then', async () => {
    const world = await worldOf(3);
    const runAt = hours(world, 2);
    const job = await askJob(world, ada, { from: ben, to: cleo, roles: ['technical'], runAt });
    expect((await decideOnJob(world, cleo, job)).state).toBe('scheduled');
    await world.runDueWork();
    await world.settle();
    expect((await jobNow(world, job)).state).toBe('scheduled');
    // One is lost and one is gained in between.
    await makeGroup(world, 3, { technical: ben });
    world.time += 7_200_000;
    await world.runDueWork();
    await world.runJobs();
    await world.runJobs();
    await makeGroup(world, 4, { technical: ben });
    await world.settle();
    expect(await countsOf(world, job)).toMatchObject({ completed: 4 });
    expect((await groupNow(world, 3)).contacts.technical).toBe(cleo);
  });

  it('skips a target that no longer has `from` when its turn comes', async () => {
    const world = await worldOf(2);
    const job = await askJob(world, operator, {
      from: ben,
      to: cleo,
      roles: ['technical'],
      isOperator: true,
    });
    await decideOnJob(world, cleo, job);
    await world.runJobs();
    const other = await askJob(world, ada, {
      from: ben,
      to: ada,
      roles: ['technical'],
      groupIds: [groupNumber(0)],
    });
    const steps = world.reassignmentQueue.take();
    await world.runJobs(steps.slice(1));
    await world.runJobs();
    expect(await countsOf(world, other)).toMatchObject({ propagating: 1 });
    await world.runJobs(steps.slice(0, 1));
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
      { state: 'skipped', failure: { code: 'nothing-to-change' } },
      { state: 'completed' },
    ]);
  });

  it('skips what a rule turns down, with the reason, and goes on with the others', async () => {
    const world = await worldOf(3);
    await world.account(cleo, { balanceCents: -1 });
    await makeGroup(world, 3, { billing: ben });
    const job = await askJob(world, ada, { from: ben, to: cleo, roles: ['technical', 'billing'] });
    await decideOnJob(world, cleo, job);
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
      { state: 'completed' },
      { state: 'completed' },
      { state: 'completed' },
      { state: 'skipped', roles: ['billing'], failure: { code: 'recipient-in-debt' } },
    ]);
    expect((await jobNow(world, job)).state).toBe('completed');
  });

  it('changes single services by themselves, and moves the administration after them', async () => {
    const world = await worldOf(0);
    await makeGroup(world, 0, {}, 3);
    for (const service of [0, 2]) {
      const { change } = await world.request(ada, { technical: ben }, { service });
      await world.accept(ben, change);
    }
    await makeGroup(world, 1, { technical: ben });
    const job = await askJob(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnJob(world, cleo, job);
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
      { groupId: groupNumber(0), serviceId: serviceId(0), state: 'completed' },
      { groupId: groupNumber(0), serviceId: serviceId(2), state: 'completed' },
      { groupId: groupNumber(1), state: 'completed' },
    ]);
    expect((await world.service(0)).contacts.technical).toBe(cleo);
    expect((await world.service(1)).contacts.technical).toBe(ada);
  });

  it('that moves the administration with other roles strands nothing of its own', async () => {
    const world = new World();
    await everybody(world);
    await makeGroup(world, 0, { technical: cleo }, 2);
    const own = await world.request(ada, { technical: ada }, { service: 0 });
    expect(own.change.state).toBe('completed');
    const asked = { from: ada, to: ben, roles: ['administration', 'technical', 'billing'] } as const;
    const job = await askJob(world, ada, { ...asked, roles: [...asked.roles] });
    await decideOnJob(world, ben, job);
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
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
    const world = await worldOf(2);
    await openRequestOnFirst(world);
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
      { state: 'skipped', failure: { code: 'change-pending' } },
      { state: 'completed' },
    ]);
  });

  it('repeats nothing and skips nothing when a step is delivered twice, or was broken off', async () => {
    const table = new InterruptedTable();
    const world = await worldOf(30, new World(table));
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.runJobs();
    let transactions = 0;
    const step = world.reassignmentQueue.take();
    table.beforeNextTransaction = async () => {
      // The same step a second time, in the middle of the first.
      transactions += 1;
      await world.runJobs(step);
    };
    await world.runJobs(step);
    await world.runJobs(step);
    await world.settle();
    expect(transactions).toBe(1);
    expect(await countsOf(world, job)).toMatchObject({ completed: 30, skipped: 0, failed: 0 });
    const { candidates } = await world.stores.reassignments.targets(job.reassignmentId, { limit: 100 });
    expect(new Set(candidates.map(({ changeId }) => changeId)).size).toBe(30);
    for (let number = 0; number < 30; number++) expect((await groupNow(world, number)).revision).toBe(1);
  });

  it('that stands still is found by due work', async () => {
    const world = await worldOf(2);
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    for (let step = 0; step < 4; step++) {
      world.reassignmentQueue.take();
      world.changeQueue.take();
      world.time += 60_000;
      await world.runDueWork();
      await world.runJobs();
    }
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await jobNow(world, job)).state).toBe('completed');
    expect(await countsOf(world, job)).toMatchObject({ completed: 2 });
  });

  it('tries again what is out of order, and gives it up after some attempts', async () => {
    const world = await worldOf(2);
    const broken = groupNumber(0);
    const { changes } = world.stores;
    Object.defineProperty(world, 'stores', {
      value: {
        ...world.stores,
        changes: {
          ...changes,
          findGroupTarget: (...asked: Parameters<typeof changes.findGroupTarget>) =>
            asked[0] === broken ? Promise.reject(new Error('broken')) : changes.findGroupTarget(...asked),
        },
      },
    });
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.settle();
    expect(await outcomes(world, job)).toMatchObject([
      { groupId: broken, state: 'failed', failure: { code: 'internal-error' } },
      { state: 'completed' },
    ]);
    expect((await jobNow(world, job)).state).toBe('completed-with-failures');
  });
});

/** The change of the first of the job's targets. */
async function changeOf(world: World, job: Reassignment) {
  const [first] = await outcomes(world, job);
  if (first?.changeId === undefined) throw new Error('There is no change.');
  return world.changeNow({ changeId: first.changeId });
}

/** A request for the technical contact of the first group, which nobody has agreed to. */
async function openRequestOnFirst(world: World): Promise<void> {
  const asked = { contacts: { technical: dan }, consentCodes: new Map() };
  const about = { groupId: groupNumber(0) };
  await requestChange(world.effects, { nic: ada, isOperator: false }, about, asked, { isDryRun: false });
}

describe('A reassignment can be', () => {
  it('refused by who would take over, and by nobody else', async () => {
    const world = await worldOf(1);
    const job = await askJob(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    expect(await refusalOf(decideOnJob(world, ben, job))).toEqual(['not-a-recipient']);
    expect(await refusalOf(decideOnJob(world, eve, job))).toEqual(['not-found']);
    expect((await decideOnJob(world, cleo, job, 'refused')).state).toBe('refused');
    expect((await decideOnJob(world, cleo, job, 'refused')).state).toBe('refused');
    expect(await refusalOf(decideOnJob(world, cleo, job))).toEqual(['state-conflict']);
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
  });

  it('too old to be agreed to, swept or not', async () => {
    const world = await worldOf(1);
    const job = await askJob(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    world.time += 7 * 24 * 3_600_000;
    expect(await refusalOf(decideOnJob(world, cleo, job))).toEqual(['state-conflict']);
    await world.runDueWork();
    await world.settle();
    expect((await jobNow(world, job)).state).toBe('expired');
    expect(await refusalOf(cancelJob(world, ada, job))).toEqual(['state-conflict']);
  });

  it('cancelled before it runs', async () => {
    const world = await worldOf(1);
    const runAt = hours(world, 1);
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'], runAt });
    expect(await refusalOf(cancelJob(world, ben, job))).toEqual(['not-the-requester']);
    expect((await cancelJob(world, ada, job)).state).toBe('cancelled');
    world.time += 7_200_000;
    await world.runDueWork();
    await world.settle();
    expect((await groupNow(world, 0)).contacts.technical).toBe(ben);
  });

  it('cancelled while it runs: what is not begun is not begun', async () => {
    const world = await worldOf(30);
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.runJobs();
    await world.runJobs();
    const inTheMiddle = world.reassignmentQueue.take();
    const begun = (await countsOf(world, job)).propagating;
    expect(begun).toBe(25);
    expect((await cancelJob(world, operator, job, true)).state).toBe('cancelled');
    await world.runJobs(inTheMiddle);
    await world.settle();
    expect(await countsOf(world, job)).toMatchObject({ completed: 25, skipped: 5, propagating: 0 });
    expect(await jobNow(world, job)).toMatchObject({ state: 'cancelled', completedAt: expect.any(String) });
    expect((await outcomes(world, job)).at(-1)).toMatchObject({
      state: 'skipped',
      failure: { code: 'cancelled' },
    });
    expect((await groupNow(world, 29)).contacts.technical).toBe(ben);
  });

  it('cancelled in the middle of a page: nothing of the page begins after that', async () => {
    const table = new InterruptedTable();
    const world = await worldOf(10, new World(table));
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    await world.runJobs();
    table.beforeNextTransaction = async () => void (await cancelJob(world, ada, job));
    await world.runJobs();
    await world.settle();
    expect(await countsOf(world, job)).toMatchObject({ completed: 0, skipped: 10 });
  });

  it('started by a schedule that fires twice', async () => {
    const world = await worldOf(3);
    const runAt = hours(world, 1);
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'], runAt });
    world.time += 3_600_000;
    await world.runDueWork();
    await world.runDueWork();
    const twice = world.reassignmentQueue.take();
    expect(twice).toHaveLength(2);
    await world.runJobs(twice);
    await world.settle();
    expect(await countsOf(world, job)).toMatchObject({ completed: 3 });
    for (let number = 0; number < 3; number++) expect((await groupNow(world, number)).revision).toBe(1);
  });

  it('agreed to beforehand, with a code that is then used up', async () => {
    const world = await worldOf(1);
    const consentCode = await world.code(cleo, ['technical', 'billing']);
    const asked = { from: ben, to: cleo, roles: ['technical' as const], consentCode };
    expect((await askJob(world, ada, asked)).state).toBe('running');
    expect(await refusalOf(askJob(world, ada, asked))).toEqual(['consent-code-invalid']);
    const bound = await world.code(cleo, ['technical'], { groupId: groupNumber(0) });
    expect(await refusalOf(askJob(world, ada, { ...asked, consentCode: bound }))).toEqual([
      'consent-code-invalid',
    ]);
    const groupIds = [groupNumber(0)];
    expect((await askJob(world, ada, { ...asked, consentCode: bound, groupIds })).state).toBe('running');
  });

  it('turned down with every rule that fails', async () => {
    const world = await worldOf(0);
    await world.account(ben, { status: 'closed' });
    const runAt = hours(world, -1);
    const asked = { from: ben, to: ben, roles: ['billing' as const], runAt, consentCode: 'none' };
    expect(await refusalOf(askJob(world, ada, asked))).toEqual([
      'recipient-closed',
      'nothing-to-change',
      'effective-time-invalid',
      'consent-code-invalid',
    ]);
    expect(await refusalOf(askJob(world, ada, { ...asked, to: nic('zz9-ovh') }))).toContain(
      'recipient-unknown',
    );
  });

  it('under way again when a change of it is retried', async () => {
    const world = await worldOf(1);
    const job = await askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
    for (let step = 0; step < 3; step++) await world.runJobs();
    await world.advance();
    for (const { body } of world.propagationQueue.take()) await world.fail(world.memberMessage(body));
    await world.settle();
    expect(await jobNow(world, job)).toMatchObject({ state: 'completed-with-failures' });
    const [failed] = await outcomes(world, job);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { code: 'services-failed', detail: '2 of 2 services did not take the change.' },
    });
    if (failed?.changeId === undefined) throw new Error('There is no change.');
    await world.retry(ada, { changeId: failed.changeId });
    const resumed = await jobNow(world, job);
    expect([resumed.state, resumed.completedAt]).toEqual(['running', undefined]);
    expect(await countsOf(world, job)).toMatchObject({ propagating: 1, failed: 0 });
    world.time += 60_000;
    await world.runDueWork();
    await world.settle();
    expect(await jobNow(world, job)).toMatchObject({ state: 'completed' });
    expect(await countsOf(world, job)).toMatchObject({ completed: 1, failed: 0 });
  });
});
