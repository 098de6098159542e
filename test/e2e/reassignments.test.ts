import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import { makeHolding } from '../support/holding.ts';
import { ReassignmentClient, summed, type Progress } from '../support/reassignment-client.ts';
import { RunningStack } from '../support/running-stack.ts';
import { until } from '../support/until.ts';

const hour = 3_600_000;

let running: RunningStack;
let reassignments: ReassignmentClient;
beforeAll(async () => {
  running = await RunningStack.start({ tickSeconds: 0.5 });
  reassignments = new ReassignmentClient(running);
});
afterAll(() => running.stack.stop());

const technicalOf = async (groupId: string, nic: string) =>
  (await running.call(operations.getGroup, nic, { groupId })).contacts.technical;

describe('A reassignment over HTTP', () => {
  it('waits for one consent, then replaces the nic on every group and service', async () => {
    const { owner, from, to, billing, groupIds, serviceIds } = await makeHolding(running, 3, 2);
    const asked = await running.fetch('POST', '/reassignments', {
      token: await running.token(owner),
      body: { from, to, roles: ['technical', 'billing'], reason: 'The department moved' },
    });
    expect(asked.status).toBe(202);
    const reassignment = ReassignmentAnswer.parse(asked.body);
    expect(asked.headers.get('location')).toBe(`/reassignments/${reassignment.reassignmentId}`);
    expect(asked.headers.get('idempotency-replayed')).toBeNull();
    const nothingYet = { targets: 0, completed: 0, failed: 0, skipped: 0, pending: 0 };
    expect(reassignment).toEqual({
      reassignmentId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      from,
      to,
      roles: ['technical', 'billing'],
      requestedBy: owner,
      reason: 'The department moved',
      requestedAt: expect.any(String),
      expiresAt: expect.any(String),
      state: 'awaiting-consent',
      consent: { nic: to, decision: 'pending' },
      progress: nothingYet,
    });
    expect(await technicalOf(groupIds[0] ?? '', owner)).toBe(from);

    const accepted = await reassignments.decide(to, reassignment, 'accept');
    expect(accepted).toMatchObject({
      state: 'running',
      consent: { nic: to, decision: 'accepted', via: 'accept', decidedAt: expect.any(String) },
      startedAt: expect.any(String),
    });
    const done = await reassignments.ended(from, reassignment);
    expect(done).toMatchObject({
      state: 'completed',
      progress: { targets: 3, completed: 3, failed: 0, skipped: 0, pending: 0 },
    });
    // The same decision again changes nothing.
    expect(await reassignments.decide(to, reassignment, 'accept')).toEqual(done);
    const contacts = { administration: owner, technical: to, billing };
    for (const groupId of groupIds)
      expect((await running.call(operations.getGroup, owner, { groupId })).contacts).toEqual(contacts);
    for (const serviceId of serviceIds) {
      const service = await running.call(operations.getService, owner, { serviceId });
      expect(service).toMatchObject({ contacts, inSync: true });
    }
    const outcomes = await reassignments.outcomes(owner, reassignment);
    expect(outcomes.map(({ groupId }) => groupId).toSorted()).toEqual([...groupIds].toSorted());
    for (const outcome of outcomes) {
      expect(outcome).toEqual({
        groupId: outcome.groupId,
        roles: ['technical'],
        state: 'completed',
        changeId: expect.any(String),
      });
      const change = await running.change(outcome.changeId ?? '', owner);
      expect(change).toMatchObject({
        groupId: outcome.groupId,
        requestedBy: owner,
        reason: 'The department moved',
        reassignmentId: reassignment.reassignmentId,
        contacts: { technical: { from, to } },
        consents: [{ nic: to, roles: ['technical'], decision: 'accepted', via: 'accept' }],
        state: 'completed',
      });
    }
  });

  it('runs at once if `to` requests it, and its counts always match its outcomes', async () => {
    const { owner, from } = await makeHolding(running, 60, 2);
    const reassignment = await reassignments.ask(owner, { from, to: owner, roles: ['technical'] });
    expect(reassignment).toMatchObject({
      state: 'running',
      consent: { nic: owner, decision: 'accepted', via: 'self' },
    });
    const compared: [actual: Progress, found: Progress][] = [];
    await until(async () => {
      const before = await reassignments.get(owner, reassignment);
      const outcomes = await reassignments.outcomes(owner, reassignment);
      const after = await reassignments.get(owner, reassignment);
      for (const { progress } of [before, after]) {
        const { targets, completed, failed, skipped, pending } = progress;
        expect(completed + failed + skipped + pending).toBe(targets);
      }
      // Only where nothing moved meanwhile can the two be compared.
      if (JSON.stringify(before.progress) === JSON.stringify(after.progress))
        compared.push([after.progress, summed(outcomes)]);
      return after.completedAt === undefined ? undefined : true;
    });
    for (const [actual, found] of compared) expect(actual).toEqual(found);
    const done = await reassignments.get(owner, reassignment);
    expect(done).toMatchObject({ state: 'completed', progress: { targets: 60, completed: 60 } });
    expect(summed(await reassignments.outcomes(owner, reassignment))).toEqual(done.progress);
  });

  it('runs at once with a consent code, and uses it up', async () => {
    const { owner, from, to, groupIds } = await makeHolding(running, 2);
    const roles = ['technical'];
    const codeOf = async (bound: object) =>
      (await running.call(operations.createConsentCode, to, {}, { body: { roles, ...bound } })).code;
    const consentCode = await codeOf({});
    const body = { from, to, roles, consentCode };
    const reassignment = await reassignments.ask(owner, body);
    expect(reassignment).toMatchObject({
      state: 'running',
      consent: { nic: to, decision: 'accepted', via: 'code' },
    });
    const token = await running.token(owner);
    const again = await running.fetch('POST', '/reassignments', { token, body: { ...body, groupIds } });
    expect([again.status, again.body]).toMatchObject([
      422,
      { code: 'consent-code-invalid', errors: [{ pointer: '/consentCode' }] },
    ]);
    expect(await reassignments.ended(owner, reassignment)).toMatchObject({
      state: 'completed',
      progress: { completed: 2 },
    });

    // A code that is bound to a group is good for a reassignment that is bound to that group, and for no wider one.
    const back = { from: to, to: from, roles, groupIds: groupIds.slice(0, 1) };
    const bound = await running.call(
      operations.createConsentCode,
      from,
      {},
      { body: { roles, groupId: groupIds[0] } },
    );
    const wider = { ...back, groupIds, consentCode: bound.code };
    expect((await running.fetch('POST', '/reassignments', { token, body: wider })).status).toBe(422);
    const narrow = await reassignments.ask(owner, { ...back, consentCode: bound.code });
    expect(narrow.groupIds).toEqual(groupIds.slice(0, 1));
    await reassignments.ended(owner, narrow);
    expect(await technicalOf(groupIds[0] ?? '', owner)).toBe(from);
    expect(await technicalOf(groupIds[1] ?? '', owner)).toBe(to);
  });

  it('waits until its time, then runs', async () => {
    const { owner, from, to, groupIds } = await makeHolding(running, 2);
    const runAt = new Date(Date.now() + hour).toISOString();
    const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical'], runAt });
    expect(reassignment).toMatchObject({ state: 'awaiting-consent', runAt });
    expect((await reassignments.decide(to, reassignment, 'accept')).state).toBe('scheduled');
    expect(await technicalOf(groupIds[1] ?? '', owner)).toBe(from);
    running.stack.advanceClock(hour);
    const done = await reassignments.ended(owner, reassignment);
    expect(done).toMatchObject({ state: 'completed', runAt, progress: { completed: 2 } });
    expect(Date.parse(done.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(runAt));
    expect(await technicalOf(groupIds[1] ?? '', owner)).toBe(to);
  });

  it('runs at once if accepted after its time', async () => {
    const { owner, from, to } = await makeHolding(running, 1);
    // The functions may be an hour ahead already.
    const runAt = new Date(Date.now() + 2 * hour).toISOString();
    const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical'], runAt });
    running.stack.advanceClock(2 * hour);
    expect((await reassignments.decide(to, reassignment, 'accept')).state).toBe('running');
    expect(await reassignments.ended(owner, reassignment)).toMatchObject({ state: 'completed' });
  });
});

describe('A reassignment that is refused or cancelled', () => {
  it('is refused by `to`, and stays refused', async () => {
    const { owner, from, to, groupIds } = await makeHolding(running, 1);
    const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical'] });
    const refused = await reassignments.decide(to, reassignment, 'refuse');
    expect(refused).toMatchObject({
      state: 'refused',
      consent: { nic: to, decision: 'refused', decidedAt: expect.any(String) },
    });
    expect(await reassignments.decide(to, reassignment, 'refuse')).toEqual(refused);
    const conflict = { status: 409, code: 'state-conflict', state: 'refused' };
    for (const [nic, decision] of [
      [to, 'accept'],
      [owner, 'cancel'],
    ] as const) {
      const path = `/reassignments/${reassignment.reassignmentId}/${decision}`;
      const answer = await running.fetch('POST', path, { token: await running.token(nic) });
      expect([answer.status, answer.body]).toMatchObject([409, conflict]);
    }
    expect(await reassignments.outcomes(owner, reassignment)).toEqual([]);
    expect(await technicalOf(groupIds[0] ?? '', owner)).toBe(from);
  });

  it('is cancelled before it runs, by its owner or an operator', async () => {
    const { owner, from, to, groupIds } = await makeHolding(running, 1);
    for (const canceller of [owner, 'op1-ovh']) {
      const reassignment = await reassignments.ask(owner, { from, to, roles: ['technical'] });
      const cancelled = await reassignments.decide(canceller, reassignment, 'cancel');
      const { expiresAt: _expiresAt, ...asked } = reassignment;
      const rejection = { code: 'cancelled', detail: expect.any(String) };
      expect(cancelled).toEqual({ ...asked, state: 'cancelled', rejection });
      expect(await reassignments.decide(canceller, reassignment, 'cancel')).toEqual(cancelled);
      const path = `/reassignments/${reassignment.reassignmentId}/accept`;
      const answer = await running.fetch('POST', path, { token: await running.token(to) });
      expect([answer.status, answer.body]).toMatchObject([409, { state: 'cancelled' }]);
    }
    expect(await technicalOf(groupIds[0] ?? '', owner)).toBe(from);
  });

  it('is cancelled while it runs: started changes complete, other targets are not changed', async () => {
    const { owner, from, groupIds } = await makeHolding(running, 120);
    const reassignment = await reassignments.ask(owner, { from, to: owner, roles: ['technical'] });
    expect((await reassignments.decide(owner, reassignment, 'cancel')).state).toBe('cancelled');
    const done = await reassignments.ended(owner, reassignment);
    const outcomes = await reassignments.outcomes(owner, reassignment);
    expect(done).toMatchObject({ state: 'cancelled', progress: summed(outcomes) });
    expect(done.progress).toMatchObject({ pending: 0, failed: 0 });
    const skipped = outcomes.filter(({ state }) => state === 'skipped');
    expect(skipped).toMatchObject(skipped.map(() => ({ failure: { code: 'cancelled' } })));
    const changed = new Set<string>(
      outcomes.flatMap((one) => (one.state === 'completed' ? one.groupId : [])),
    );
    for (const groupId of groupIds)
      expect(await technicalOf(groupId, owner)).toBe(changed.has(groupId) ? owner : from);
  });
});
