import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { RunningStack } from '../support/running-stack.ts';
import { ada, ben, World } from '../support/world.ts';

let running: RunningStack;
beforeAll(async () => {
  running = await RunningStack.shared();
});

const codeOf = (body: unknown): string => ProblemAnswer.parse(body).code;

describe('Over the wire, at the same instant', () => {
  it('of an acceptance and a cancellation, only one succeeds', async () => {
    for (let round = 0; round < 10; round++) {
      const { groupId, administration, heir } = await running.group(1);
      const { changeId } = await running.requestChange(administration, { groupId }, { technical: heir });
      const [tokenOfHeir, tokenOfAdministration] = [
        await running.token(heir),
        await running.token(administration),
      ];
      const [accepted, cancelled] = await Promise.all([
        running.fetch('POST', `/contact-changes/${changeId}/accept`, { token: tokenOfHeir }),
        running.fetch('POST', `/contact-changes/${changeId}/cancel`, { token: tokenOfAdministration }),
      ]);
      const { state } = await running.change(changeId, administration);
      const { contacts } = await running.call(operations.getGroup, administration, { groupId });
      expect([accepted.status, cancelled.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
      expect(state === 'cancelled').toBe(cancelled.status === 200);
      expect(contacts.technical === heir).toBe(accepted.status === 200);
    }
  });

  it('a hundred calls with one idempotency key make one change, and all get the same answer', async () => {
    const { groupId, administration, heir } = await running.group(1);
    const token = await running.token(administration);
    const headers = { 'Idempotency-Key': 'one-and-the-same' };
    const path = `/groups/${groupId}/contact-changes`;
    const ask = (contacts: Record<string, string>) =>
      running.fetch('POST', path, { token, headers, body: { contacts } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask({ technical: heir })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
    const ids = answers.map((answer) => operations.requestGroupChange.answer.parse(answer.body).changeId);
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(
      99,
    );
    expect(new Set(answers.map((answer) => answer.headers.get('location')))).toEqual(
      new Set([`/contact-changes/${ids[0]}`]),
    );

    const another = await ask({ billing: heir });
    expect([another.status, codeOf(another.body)]).toEqual([422, 'idempotency-key-reused']);
    // A group that the caller may not see answers like one that is not there, key or no key.
    const foreign = await running.group(0);
    const hidden = await running.fetch('POST', `/groups/${foreign.groupId}/contact-changes`, {
      token,
      headers,
      body: { contacts: { technical: heir } },
    });
    expect([hidden.status, codeOf(hidden.body)]).toEqual([404, 'not-found']);
    const odd = await running.fetch('POST', path, {
      token,
      headers: { 'Idempotency-Key': 'two words' },
      body: { contacts: { technical: heir } },
    });
    expect([odd.status, codeOf(odd.body)]).toEqual([400, 'invalid-parameter']);
  });

  it('a consent code works for only one of many requests', async () => {
    const { groupId, administration, heir } = await running.group(1);
    const { code } = await running.call(
      operations.createConsentCode,
      heir,
      {},
      {
        body: { roles: ['technical', 'billing'] },
      },
    );
    const token = await running.token(administration);
    const ask = (role: string) =>
      running.fetch('POST', `/groups/${groupId}/contact-changes`, {
        token,
        body: { contacts: { [role]: heir }, consentCodes: { [heir]: code } },
      });
    const answers = await Promise.all(['technical', 'billing', 'technical', 'billing'].map(ask));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
  });

  it('a request for a service and its deletion leave no request open', async () => {
    const { groupId, administration, heir, serviceIds } = await running.group(20);
    const [token, operator] = [
      await running.token(administration),
      await running.token('op1-ovh', { operator: true }),
    ];
    await Promise.all(
      serviceIds.map(async (serviceId) => {
        const [asked] = await Promise.all([
          running.fetch('POST', `/services/${serviceId}/contact-changes`, {
            token,
            body: { contacts: { technical: heir } },
          }),
          running.fetch('DELETE', `/groups/${groupId}/services/${serviceId}`, { token: operator }),
        ]);
        if (asked.status !== 202) return;
        const { changeId } = operations.requestServiceChange.answer.parse(asked.body);
        const { state, rejection } = await running.change(changeId, administration);
        expect([state, rejection?.code]).toEqual(['rejected', 'service-removed']);
      }),
    );
  });
});

describe('Over a real table, with a clock that is set', () => {
  let real: RealTable;
  beforeAll(async () => {
    real = await startRealTable();
  });
  afterAll(() => real.stop());

  it('an acceptance at the expiry is refused, and one just before it is not', async () => {
    const world = new World(real.table);
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    await world.runDueWork();
    const late = await Promise.allSettled([
      world.advance(),
      world.accept(ben, change),
      world.accept(ben, change),
    ]);
    expect(late.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await world.changeNow(change)).state).toBe('expired');

    const { change: next } = await world.request(ada, { technical: ben });
    world.time = Date.parse(next.expiresAt) - 1;
    const early = await Promise.all([world.accept(ben, next), world.accept(ben, next)]);
    expect(early.map((result) => result.change.revision)).toEqual([1, 1]);
    expect((await world.groupNow()).revision).toBe(1);
  });

  it('two acceptances of two recipients make the change effective once, many times over', async () => {
    const world = new World(real.table);
    await world.group(0).catch(() => {});
    for (let round = 0; round < 20; round++) {
      const { revision, contacts } = await world.groupNow();
      const [first, second] = contacts.technical === ben ? [ada, ada] : [ben, ben];
      const { change } = await world.request(contacts.administration, { technical: first, billing: second });
      await Promise.allSettled([world.accept(first, change), world.accept(second, change)]);
      expect((await world.groupNow()).revision).toBe(revision + 1);
    }
  });
});
