import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readModel } from '../../infra/local/cloudformation/model.ts';
import { synthesizeLocal } from '../../infra/laptop/assembly.ts';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { assembly } from '../support/assembly.ts';
import { withLongMemberTimeout } from '../support/long-member-timeout.ts';
import { isSignedWith, MemberServer } from '../support/member-server.ts';
import { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'members-'));
const dataDirectory = mkdtempSync(join(tmpdir(), 'data-'));
let members: MemberServer;
let stack: RunningStack;

beforeAll(async () => {
  members = await MemberServer.start();
  const folderOfStacks = withLongMemberTimeout(
    await synthesizeLocal(folder, await localIssuer(), { memberEndpoint: `${members.url}/` }),
  );
  stack = await RunningStack.start({ assembly: folderOfStacks, dataDirectory, tickSeconds: 1 });
});
afterAll(async () => {
  await stack.stack.stop();
  members.stop();
  rmSync(folder, { recursive: true });
  rmSync(dataDirectory, { recursive: true });
});
beforeEach(() => {
  members.calls.length = 0;
  members.answer = (_call, response) => void response.writeHead(204).end();
  members.answerToJoin = members.answer;
});

const secret = (): string => {
  const file = readFileSync(join(dataDirectory, 'secrets.json'), 'utf8');
  return Object.values(z.record(z.string(), z.string()).parse(JSON.parse(file)))[0] ?? '';
};

/** A change of the technical contact of a whole new group, agreed to. */
async function change(services: number) {
  const group = await stack.group(services);
  const { groupId, heir, administration } = group;
  const body = { contacts: { technical: heir } };
  const asked = await stack.call(operations.requestGroupChange, administration, { groupId }, { body });
  await stack.call(operations.acceptContactChange, heir, { changeId: asked.changeId });
  return { ...group, changeId: asked.changeId };
}

/** Moves a service to another customer. The member system refuses the first call about that. */
async function moveRefusedAtFirst() {
  const former = await stack.group(1);
  const next = await stack.group(0);
  const serviceId = former.serviceIds[0] ?? '';
  const joins = () =>
    members.calls.filter(({ body }) => body.cause === 'join' && body.serviceId === serviceId);
  await expect.poll(() => joins().length).toBe(1);
  members.answerToJoin = (_call, response) => void response.writeHead(422).end();
  await stack.call(operations.deleteGroupService, operatorNic, { groupId: former.groupId, serviceId });
  const joining = { groupId: next.groupId, serviceId };
  await stack.call(operations.putGroupService, operatorNic, joining, { body: { kind: 'line' } });
  await expect.poll(() => joins().length).toBe(2);
  members.answerToJoin = (_call, response) => void response.writeHead(204).end();
  await expect
    .poll(
      () => {
        stack.stack.advanceClock(30_000);
        return joins().length;
      },
      { interval: 1_000, timeout: 120_000 },
    )
    .toBeGreaterThan(2);
  return { serviceId, joins };
}

/** Has the member system notified of everything. */
async function resynced() {
  const { resyncId } = await stack.call(operations.resyncMembers, operatorNic);
  const done = await until(async () => {
    const resync = await stack.call(operations.getResync, operatorNic, { resyncId });
    return resync.state === 'running' ? undefined : resync;
  });
  return { resyncId, done };
}

describe('With a member system', () => {
  it('each member is notified once, signed with the secret, and the change completes', async () => {
    const { changeId, serviceIds, heir } = await change(25);
    const done = await stack.completed(changeId, heir);
    expect(done).toMatchObject({ state: 'completed', progress: { applied: 25 } });
    expect(members.changes.map(({ serviceId }) => serviceId).toSorted()).toEqual(serviceIds);
    expect(members.calls.every((call) => isSignedWith(secret(), call))).toBe(true);
    expect(new Set(members.changes.map(({ id }) => id)).size).toBe(25);
  });

  it('only the refused member fails, with its reason, and only it is retried', async () => {
    members.answer = ({ serviceId }, response) =>
      void response.writeHead(serviceId.endsWith('1003') ? 422 : 204).end();
    const { changeId, serviceIds, heir, administration } = await change(12);
    const failed = await stack.completed(changeId, heir);
    expect(failed).toMatchObject({ state: 'completed-with-failures', progress: { applied: 11, failed: 1 } });
    const outcomes = await stack.call(
      operations.listMemberOutcomes,
      heir,
      { changeId },
      { query: '?state=failed' },
    );
    expect(outcomes.items).toMatchObject([
      {
        serviceId: serviceIds[3],
        attempts: 1,
        failure: { code: 'member-system-refused', detail: 'The member system answered 422.' },
      },
    ]);
    members.calls.length = 0;
    members.answer = (_call, response) => void response.writeHead(200).end();
    await stack.call(operations.retryContactChange, administration, { changeId });
    expect(await stack.completed(changeId, heir)).toMatchObject({ state: 'completed' });
    expect(members.changes.map(({ serviceId }) => serviceId)).toEqual([serviceIds[3]]);
  });

  it('a busy member is notified again with the same key, and the others are not', async () => {
    const busy = new Set(['1001', '1007']);
    members.answer = ({ serviceId }, response) => {
      const isBusy = busy.delete(serviceId.slice(-4));
      void response.writeHead(isBusy ? 503 : 204, isBusy ? { 'retry-after': '1' } : {}).end();
    };
    const { changeId, heir } = await change(10);
    expect(await stack.completed(changeId, heir)).toMatchObject({ state: 'completed' });
    const calls = Map.groupBy(members.changes, ({ id }) => id);
    const counts = [...calls.values()].map((each) => each.length);
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
  });

  it('an unanswered member does not delay the others of its batch', async () => {
    const unanswered: ServerResponse[] = [];
    members.answer = ({ serviceId }, response) => {
      if (serviceId.endsWith('1004')) unanswered.push(response);
      else response.writeHead(204).end();
    };
    const { changeId, groupId, heir } = await change(10);
    await until(async () => {
      const { items } = await stack.call(operations.listGroupServices, heir, { groupId });
      const changed = items.filter(({ contacts }) => contacts.technical === heir);
      return changed.length === 9 && unanswered.length === 1 ? true : undefined;
    });
    expect((await stack.change(changeId, heir)).state).toBe('propagating');
    members.answer = (_call, response) => void response.writeHead(204).end();
    for (const response of unanswered) response.destroy();
    expect(await stack.completed(changeId, heir)).toMatchObject({
      state: 'completed',
      progress: { applied: 10 },
    });
  });

  it('a single service has its change only after the member system: 201, then completed', async () => {
    const group = await stack.group(3);
    const serviceId = group.serviceIds[1] ?? '';
    const code = await stack.call(
      operations.createConsentCode,
      group.heir,
      {},
      { body: { roles: ['technical'] } },
    );
    const asked = await stack.fetch('POST', `/services/${serviceId}/contact-changes`, {
      token: await stack.token(group.administration),
      body: { contacts: { technical: group.heir }, consentCodes: { [group.heir]: code.code } },
    });
    expect(asked).toMatchObject({ status: 201, body: { state: 'propagating', progress: { services: 1 } } });
    const { changeId } = z.object({ changeId: z.string() }).parse(asked.body);
    expect(await stack.completed(changeId, group.heir)).toMatchObject({ state: 'completed' });
    const service = await stack.call(operations.getService, operatorNic, { serviceId });
    expect(service.contacts.technical).toBe(group.heir);
    expect(members.changes.map((call) => call.serviceId)).toEqual([serviceId]);
  });

  it('the join of a service that moves to another customer is repeated until it is accepted', async () => {
    const { serviceId, joins } = await moveRefusedAtFirst();
    const service = await stack.call(operations.getService, operatorNic, { serviceId });
    for (const call of joins().slice(1))
      expect(call).toMatchObject({
        id: `join:1:${serviceId}`,
        body: { revision: 1, contacts: service.contacts },
      });
  });

  it('an operator has it notified of everything once', async () => {
    const { serviceIds, contacts } = await stack.group(3);
    const { resyncId, done } = await resynced();
    expect(done).toMatchObject({ state: 'completed', failed: 0, pending: 0 });
    const calls = members.calls.filter(({ body }) => body.cause === 'resync');
    expect(calls.length).toBeGreaterThanOrEqual(done.told);
    for (const serviceId of serviceIds)
      expect(calls).toContainEqual(
        expect.objectContaining({
          id: `resync:${resyncId}:${serviceId}`,
          body: { serviceId, revision: 0, contacts, cause: 'resync' },
        }),
      );
  });

  it('every grant that it adds is used', async () => {
    const without = grantsOf(readModel(await assembly(), ''));
    await moveRefusedAtFirst();
    await resynced();
    const added = stack.stack
      .usedActions()
      .filter(({ role, action }) => !without.has(`${role} ${action}`))
      .map(({ role, action, used }) => ({ grant: `${role} ${action}`, used }));
    expect(added.map(({ grant }) => grant)).toContainEqual(expect.stringContaining('secretsmanager:'));
    expect(added.filter(({ used }) => !used)).toEqual([]);
  });
});

const grantsOf = ({ roles }: ReturnType<typeof readModel>): ReadonlySet<string> =>
  new Set([...roles.values()].flatMap((role) => role.grants().map(({ action }) => `${role.name} ${action}`)));
