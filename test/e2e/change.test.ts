import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';

let running: RunningStack;
beforeAll(async () => {
  running = await RunningStack.shared();
});

describe('A change of a group’s contacts, over HTTP', () => {
  it('propagates to every service once all recipients agreed, and is completed', async () => {
    const { groupId, administration, heir, billing } = await running.group(100);
    const contacts = { administration: heir, technical: billing, billing: heir };
    const asked = await running.fetch('POST', `/groups/${groupId}/contact-changes`, {
      token: await running.token(administration),
      body: { contacts, reason: 'The department moved' },
    });
    expect(asked.status).toBe(202);
    const change = operations.requestGroupChange.answer.parse(asked.body);
    expect(asked.headers.get('location')).toBe(`/contact-changes/${change.changeId}`);
    expect(change).toMatchObject({
      state: 'awaiting-consent',
      requestedBy: administration,
      reason: 'The department moved',
      progress: { services: 100, pending: 100 },
    });
    expect(Date.parse(change.expiresAt ?? '') - Date.parse(change.requestedAt)).toBe(7 * 24 * 3600 * 1000);

    expect((await running.accept(billing, change.changeId)).state).toBe('awaiting-consent');
    const effective = await running.accept(heir, change.changeId);
    expect(effective).toMatchObject({ state: 'propagating', revision: 1 });
    const done = await running.completed(change.changeId, administration);
    expect(done).toMatchObject({ state: 'completed', progress: { services: 100, applied: 100, pending: 0 } });

    const first = await running.call(operations.listGroupServices, heir, { groupId }, { query: '?limit=60' });
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const second = await running.call(
      operations.listGroupServices,
      heir,
      { groupId },
      {
        query: `?limit=60&cursor=${cursor}`,
      },
    );
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([60, 40, null]);
    for (const service of [...first.items, ...second.items]) {
      expect(service).toMatchObject({ contacts, inSync: true });
    }
    const outcomes = await running.call(
      operations.listMemberOutcomes,
      heir,
      { changeId: change.changeId },
      {
        query: '?state=applied&limit=100',
      },
    );
    expect(outcomes.items).toHaveLength(100);
  });

  it('becomes effective once when the recipients accept at the same instant', async () => {
    const { groupId, administration, heir, billing } = await running.group(3);
    const { changeId } = await running.requestChange(
      administration,
      { groupId },
      { technical: heir, administration: billing },
    );
    const answers = await Promise.all([running.accept(heir, changeId), running.accept(billing, changeId)]);
    expect(answers.map((answer) => answer.state).toSorted()).toEqual(['awaiting-consent', 'propagating']);
    await running.completed(changeId, administration);
    expect((await running.call(operations.getGroup, billing, { groupId })).revision).toBe(1);
  });

  it('accepts only one of two concurrent requests for the same role', async () => {
    const { groupId, administration, heir, billing } = await running.group(1);
    const token = await running.token(administration);
    const ask = (technical: string) =>
      running.fetch('POST', `/groups/${groupId}/contact-changes`, {
        token,
        body: { contacts: { technical } },
      });
    const answers = await Promise.all([ask(heir), ask(billing), ask(heir)]);
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(2);
    const { openChanges } = await running.call(operations.getGroup, administration, { groupId });
    expect(openChanges).toHaveLength(1);
  });

  it('counts members that join and leave while it propagates', async () => {
    const { groupId, administration, serviceIds } = await running.group(80);
    const { changeId } = await running.requestChange(
      administration,
      { groupId },
      { technical: administration },
    );
    const [leaving = ''] = serviceIds;
    const joining = '0033999990001';
    await Promise.all([
      running.call(operations.deleteGroupService, operatorNic, { groupId, serviceId: leaving }),
      running.call(
        operations.putGroupService,
        operatorNic,
        { groupId, serviceId: joining },
        { body: { kind: 'number' } },
      ),
    ]);
    const { progress } = await running.completed(changeId, administration);
    expect(progress).toMatchObject({ applied: progress?.services, pending: 0 });
    // Whoever leaves after the end stays counted, and a busy machine may delete it only then.
    expect([79, 80]).toContain(progress?.services);
    const joined = await running.call(operations.getService, administration, { serviceId: joining });
    expect(joined).toMatchObject({ contacts: { technical: administration }, inSync: true, kind: 'number' });
  });

  it('answers with the statuses of the contract: 201 or 200 for new or existing, 202 for pending', async () => {
    const { groupId, administration, heir, serviceIds } = await running.group(1);
    const operator = await running.token(operatorNic, { operator: true });
    const token = await running.token(administration);
    const member = `/groups/${groupId}/services/0033999990077`;
    const put = () => running.fetch('PUT', member, { token: operator, body: { kind: 'line' } });
    expect([(await put()).status, (await put()).status]).toEqual([201, 200]);
    const other = await running.fetch('PUT', member, { token: operator, body: { kind: 'number' } });
    expect(other.status).toBe(409);
    const removed = await running.fetch('DELETE', member, { token: operator });
    expect([removed.status, removed.body]).toEqual([204, undefined]);

    const ask = (technical: string, query = '', headers = {}) =>
      running.fetch('POST', `/services/${serviceIds[0]}/contact-changes${query}`, {
        token,
        headers,
        body: { contacts: { technical } },
      });
    const key = { 'Idempotency-Key': 'at-once' };
    expect((await ask(heir, '?dryRun=true')).status).toBe(200);
    const done = await ask(administration, '', key);
    const replayed = await ask(administration, '', key);
    expect([done.status, replayed.status, replayed.body]).toEqual([201, 201, done.body]);
    expect((await ask(heir)).status).toBe(202);
    expect((await running.call(operations.listGroupChanges, administration, { groupId })).items).toHaveLength(
      2,
    );
  });

  it('accepts 40 services at once from many callers, and counts them all', async () => {
    const { groupId } = await running.group(0);
    const batches = Array.from({ length: 8 }, (_batch, batch) =>
      Array.from({ length: 40 }, (_service, index) => ({
        serviceId: `00337${5000 + batch}${1000 + index}`,
        kind: 'line',
      })),
    );
    await Promise.all(
      batches.map((services) =>
        running.call(operations.addGroupServices, operatorNic, { groupId }, { body: { services } }),
      ),
    );
    expect((await running.call(operations.getGroup, operatorNic, { groupId })).serviceCount).toBe(320);
  });
});
