import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { DryRunReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
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

/** Everything of the preview, page after page. */
async function previewOf(nic: string, body: object, limit = 100) {
  const items: DryRunReassignmentAnswer['preview']['items'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `&limit=${limit}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { preview }: DryRunReassignmentAnswer = await reassignments.dryRun(nic, body, query);
    expect(preview.items.length).toBeLessThanOrEqual(limit);
    items.push(...preview.items);
    cursor = preview.nextCursor;
  }
  return items;
}

describe('A dry run of a reassignment', () => {
  it('answers with the reassignment and a preview of each target, and writes nothing', async () => {
    const { owner, from, to, groupIds } = await makeHolding(running, 2);
    const body = { from, to, roles: ['technical', 'billing'], reason: 'Only to see' };
    const called = await running.fetch('POST', '/reassignments?dryRun=true', {
      token: await running.token(owner),
      headers: { 'Idempotency-Key': 'of-a-dry-run' },
      body,
    });
    expect([called.status, called.headers.get('location')]).toEqual([200, null]);
    const reassignment = DryRunReassignmentAnswer.parse(called.body);
    expect(reassignment).toMatchObject({
      ...body,
      requestedBy: owner,
      state: 'awaiting-consent',
      dryRun: true,
    });
    expect(reassignment.progress).toMatchObject({ targets: 2, pending: 2, skipped: 0 });
    expect(reassignment.preview).toEqual({
      items: groupIds.map((groupId) => ({
        groupId,
        roles: ['technical'],
        state: 'pending',
        contacts: { technical: { from, to } },
        errors: [],
      })),
      nextCursor: null,
      total: { targets: 2, isExact: true },
    });
    expect((await running.call(operations.listReassignments, owner)).items).toEqual([]);
    for (const groupId of groupIds) {
      const group = await running.call(operations.getGroup, owner, { groupId });
      expect(group).toMatchObject({ contacts: { technical: from }, revision: 0, openChanges: [] });
    }
    // The key was not used, and a real answer has no preview.
    const real = await running.fetch('POST', '/reassignments', {
      token: await running.token(owner),
      headers: { 'Idempotency-Key': 'of-a-dry-run' },
      body: { ...body, reason: 'In earnest' },
    });
    expect([real.status, real.headers.get('idempotency-replayed')]).toEqual([202, null]);
    expect(real.body).not.toHaveProperty('preview');
  });

  it('does not use up a consent code', async () => {
    const { owner, from, to } = await makeHolding(running, 1);
    const roles = ['technical'];
    const { code } = await running.call(operations.createConsentCode, to, {}, { body: { roles } });
    const body = { from, to, roles, consentCode: code };
    for (let round = 0; round < 2; round++)
      expect(await reassignments.dryRun(owner, body)).toMatchObject({
        state: 'running',
        consent: { via: 'code' },
      });
    expect((await reassignments.ask(owner, body)).state).toBe('running');
  });

  it('lists every rule that prevents a change of a target', async () => {
    const { owner, from, to, billing, groupIds } = await makeHolding(running, 1);
    const [good = ''] = groupIds;
    const foreign = `${owner}-50`;
    const contacts = { administration: billing, technical: from, billing: owner };
    await running.call(operations.putGroup, operatorNic, { groupId: foreign }, { body: { contacts } });
    await running.requestChange(billing, { groupId: foreign }, { technical: to });
    const indebted = `${owner}-60`;
    const held = { administration: billing, technical: owner, billing: from };
    // The owner sees this one as its technical contact.
    await running.call(operations.putGroup, operatorNic, { groupId: indebted }, { body: { contacts: held } });
    await running.account(to, { voipValidated: false, balanceCents: -1 });
    const items = await previewOf(owner, { from, to, roles: ['technical', 'billing'] }, 2);
    expect(items.map(({ groupId, state }) => [groupId, state])).toEqual([
      [good, 'pending'],
      [foreign, 'skipped'],
      [indebted, 'skipped'],
    ]);
    const codes = items.map(({ errors }) => errors.map(({ code, pointer }) => [code, pointer]));
    expect(codes).toEqual([
      [],
      [['not-administration-contact', '/groupId']],
      [['not-administration-contact', '/groupId']],
    ]);
    expect(items[2]?.contacts).toEqual({ billing: { from, to } });
  });

  it('is paged, single services first, each target once', async () => {
    const { owner, from, to, billing, groupIds, serviceIds } = await makeHolding(running, 7, 2);
    const alone = [serviceIds[1] ?? '', serviceIds[4] ?? ''];
    for (const serviceId of alone) {
      const change = await running.requestChange(owner, { serviceId }, { technical: billing });
      await running.accept(billing, change.changeId);
    }
    const body = { from: billing, to, roles: ['technical', 'billing'] };
    const items = await previewOf(owner, body, 2);
    expect(items.map(({ serviceId, groupId }) => serviceId ?? groupId)).toEqual([
      ...alone,
      ...groupIds.toSorted(),
    ]);
    expect(items).toEqual(await previewOf(owner, body));
    const bound = { ...body, groupIds: [groupIds[2]] };
    expect((await previewOf(owner, bound, 1)).map(({ serviceId, groupId }) => serviceId ?? groupId)).toEqual([
      serviceIds[4],
      groupIds[2],
    ]);
    // Only what the caller may see: the former technical contact has no other role.
    const token = await running.token(to);
    const refused = await running.fetch('POST', '/reassignments?dryRun=true', { token, body });
    expect(ProblemAnswer.parse(refused.body).code).toBe('nothing-to-change');
    expect(await previewOf(operatorNic, { ...body, from })).toHaveLength(7);
  });

  it('refuses an altered cursor, or one of another preview', async () => {
    const { owner, from, to } = await makeHolding(running, 3);
    const body = { from, to, roles: ['technical'] };
    const { preview } = await reassignments.dryRun(owner, body, '&limit=1');
    const cursor = preview?.nextCursor ?? '';
    const codeOf = async (nic: string, asked: object, query: string) => {
      const token = await running.token(nic);
      const called = await running.fetch('POST', `/reassignments?${query}`, { token, body: asked });
      const { code, errors } = ProblemAnswer.parse(called.body);
      return [called.status, code, errors[0]?.parameter];
    };
    const invalid = [400, 'invalid-cursor', 'cursor'];
    for (const wrong of ['AAAA', cursor.slice(2), `${cursor}AA`])
      expect(await codeOf(owner, body, `dryRun=true&cursor=${encodeURIComponent(wrong)}`)).toEqual(invalid);
    const good = encodeURIComponent(cursor);
    const wider = { ...body, roles: ['technical', 'billing'] };
    expect(await codeOf(owner, wider, `dryRun=true&cursor=${good}`)).toEqual(invalid);
    expect(await codeOf(to, body, `dryRun=true&cursor=${good}`)).toEqual(invalid);
    expect((await reassignments.dryRun(owner, body, `&cursor=${good}`)).preview.items).toHaveLength(2);
    for (const query of ['limit=0', 'limit=101', 'limit=x'])
      expect(await codeOf(owner, body, `dryRun=true&${query}`)).toEqual([400, 'invalid-parameter', 'limit']);
    expect(await codeOf(owner, body, 'dryRun=perhaps')).toEqual([400, 'invalid-parameter', 'dryRun']);
  });
});
