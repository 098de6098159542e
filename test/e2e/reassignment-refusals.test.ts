import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import { makeHolding, type Holding } from '../support/holding.ts';
import { ReassignmentClient } from '../support/reassignment-client.ts';
import { RunningStack } from '../support/running-stack.ts';

const closed = 'cc90001-ovh';
const stranger = 'ss90002-ovh';
const noReassignment = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

let running: RunningStack;
let reassignments: ReassignmentClient;
let holding: Holding;
/** A reassignment that waits for its consent. */
let waiting: ReassignmentAnswer;

beforeAll(async () => {
  running = await RunningStack.shared();
  reassignments = new ReassignmentClient(running);
  holding = await makeHolding(running, 2);
  await running.account(closed, { status: 'closed' });
  const { from, to, owner } = holding;
  waiting = await reassignments.ask(owner, { from, to, roles: ['technical', 'administration'] });
});

const post = async (path: string, nic: string, body?: unknown, headers = {}) =>
  running.fetch('POST', path, { token: await running.token(nic), body, headers });

interface Bad {
  /** What is asked otherwise than by a good request. */
  readonly body: () => object;
  /** Every entry: its code and its pointer. */
  readonly errors: readonly (readonly [code: string, pointer: string])[];
}

const invalid = (...pointers: string[]) => pointers.map((pointer) => ['validation-failed', pointer] as const);
const past = '2020-01-01T00:00:00.000Z';

const bad: Readonly<Record<string, Bad>> = {
  'an unknown property': { body: () => ({ contacts: {} }), errors: invalid('/contacts') },
  'nothing that it needs': {
    body: () => ({ from: undefined, to: undefined, roles: undefined }),
    errors: invalid('/from', '/to', '/roles'),
  },
  'no role': { body: () => ({ roles: [] }), errors: invalid('/roles') },
  'an unknown role': { body: () => ({ roles: ['legal'] }), errors: invalid('/roles/0') },
  'a role twice': { body: () => ({ roles: ['technical', 'technical'] }), errors: invalid('/roles') },
  'no group': { body: () => ({ groupIds: [] }), errors: invalid('/groupIds') },
  'a group twice': {
    body: () => ({ groupIds: [holding.groupIds[0], holding.groupIds[1], holding.groupIds[0]] }),
    errors: invalid('/groupIds'),
  },
  'a group id of the wrong form': {
    body: () => ({ groupIds: ['ab1-ovh'] }),
    errors: invalid('/groupIds/0'),
  },
  'nics of the wrong form': {
    body: () => ({ from: 'AB1-OVH', to: 'ab1' }),
    errors: invalid('/from', '/to'),
  },
  'a time that is none': { body: () => ({ runAt: 'tomorrow' }), errors: invalid('/runAt') },
  'a time without its zone': { body: () => ({ runAt: '2099-01-01T00:00:00' }), errors: invalid('/runAt') },
  'a reason that is too long': { body: () => ({ reason: 'x'.repeat(501) }), errors: invalid('/reason') },
  'an empty consent code': { body: () => ({ consentCode: '' }), errors: invalid('/consentCode') },
  'an unknown nic to take over': {
    body: () => ({ to: 'zz999999-ovh' }),
    errors: [['recipient-unknown', '/to']],
  },
  'a closed account to take over': { body: () => ({ to: closed }), errors: [['recipient-closed', '/to']] },
  'the same nic on both sides': {
    body: () => ({ to: holding.from }),
    errors: [['nothing-to-change', '/to']],
  },
  'a time that is over': { body: () => ({ runAt: past }), errors: [['effective-time-invalid', '/runAt']] },
  'a consent code that is none': {
    body: () => ({ consentCode: 'guessed' }),
    errors: [['consent-code-invalid', '/consentCode']],
  },
  'every rule broken': {
    body: () => ({ to: closed, runAt: past, consentCode: 'guessed' }),
    errors: [
      ['effective-time-invalid', '/runAt'],
      ['recipient-closed', '/to'],
      ['consent-code-invalid', '/consentCode'],
    ],
  },
};

describe('A request for a reassignment', () => {
  it.each(Object.keys(bad))('with %s is refused with every failing rule, dry run or not', async (name) => {
    const { body, errors } = bad[name]!;
    const { from, to, owner } = holding;
    const asked = { from, to, roles: ['technical'], ...body() };
    for (const path of ['/reassignments', '/reassignments?dryRun=true']) {
      const called = await post(path, owner, asked);
      const problem = ProblemAnswer.parse(called.body);
      expect([called.status, problem.status, problem.code]).toEqual([422, 422, errors[0]?.[0]]);
      expect(problem.errors.map(({ code, pointer }) => [code, pointer])).toEqual(errors);
    }
    expect((await running.call(operations.listReassignments, owner)).items).toEqual([waiting]);
  });

  it('with a consent code for other roles is refused, and does not use up the code', async () => {
    const { from, to, owner } = holding;
    const code = { roles: ['technical'] };
    const { code: consentCode } = await running.call(operations.createConsentCode, to, {}, { body: code });
    const asked = { from, to, roles: ['technical', 'billing'], consentCode };
    const called = await post('/reassignments', owner, asked);
    expect([called.status, ProblemAnswer.parse(called.body).code]).toEqual([422, 'consent-code-invalid']);
    const good = await reassignments.dryRun(owner, { ...asked, roles: ['technical'] });
    expect(good.consent).toMatchObject({ decision: 'accepted', via: 'code' });
  });
});

describe('A reassignment', () => {
  it.each(['', '/outcomes', '/accept', '/refuse', '/cancel'])(
    '%s answers 404 if the reassignment does not exist or may not be seen',
    async (what) => {
      const method = ['', '/outcomes'].includes(what) ? 'GET' : 'POST';
      for (const [nic, id] of [
        [holding.owner, noReassignment],
        [stranger, waiting.reassignmentId],
        [stranger, noReassignment],
      ] as const) {
        const token = await running.token(nic);
        const called = await running.fetch(method, `/reassignments/${id}${what}`, { token });
        expect([called.status, ProblemAnswer.parse(called.body).code]).toEqual([404, 'not-found']);
      }
      const token = await running.token(holding.owner);
      const called = await running.fetch(method, `/reassignments/1${what}`, { token });
      expect([called.status, called.body]).toMatchObject([
        400,
        { code: 'invalid-parameter', errors: [{ parameter: 'reassignmentId' }] },
      ]);
    },
  );

  it('is accepted or refused only by `to`, and cancelled only by its owner', async () => {
    const { owner, from, to } = holding;
    const codeFor = async (nic: string, what: string) => {
      const called = await post(`/reassignments/${waiting.reassignmentId}/${what}`, nic);
      return [called.status, ProblemAnswer.parse(called.body).code];
    };
    expect(await codeFor(owner, 'accept')).toEqual([403, 'not-a-recipient']);
    expect(await codeFor(from, 'refuse')).toEqual([403, 'not-a-recipient']);
    expect(await codeFor('op1-ovh', 'accept')).toEqual([404, 'not-found']);
    expect(await codeFor(to, 'cancel')).toEqual([403, 'not-the-requester']);
    expect(await codeFor(from, 'cancel')).toEqual([403, 'not-the-requester']);
    expect(await reassignments.get(owner, waiting)).toEqual(waiting);
  });

  it('that ended without a failure can be neither cancelled nor refused', async () => {
    const { owner, from } = await makeHolding(running, 1);
    const reassignment = await reassignments.ask(owner, { from, to: owner, roles: ['technical'] });
    const done = await reassignments.ended(owner, reassignment);
    for (const what of ['cancel', 'refuse']) {
      const called = await post(`/reassignments/${reassignment.reassignmentId}/${what}`, owner);
      const problem = ProblemAnswer.parse(called.body);
      expect([called.status, problem.code, problem.state]).toEqual([409, 'state-conflict', 'completed']);
    }
    expect(await reassignments.get(owner, reassignment)).toEqual(done);
  });

  it('is recorded once under one idempotency key', async () => {
    const { owner, from, to } = await makeHolding(running, 1);
    const headers = { 'Idempotency-Key': 'hand-over-2026' };
    const body = { from, to, roles: ['technical'], reason: 'One and the same' };
    const first = await post('/reassignments', owner, body, headers);
    await reassignments.decide(to, ReassignmentAnswer.parse(first.body), 'refuse');
    // The order of the properties does not matter, nor what became of the reassignment.
    const again = await post(
      '/reassignments',
      owner,
      Object.fromEntries(Object.entries(body).toReversed()),
      headers,
    );
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    const other = await post('/reassignments', owner, { ...body, reason: 'Another' }, headers);
    expect([other.status, ProblemAnswer.parse(other.body).code]).toEqual([422, 'idempotency-key-reused']);
    // Another caller's key is another key, and a refusal is not remembered.
    expect((await post('/reassignments', from, { ...body, to: from }, headers)).status).toBe(422);
    const theirs = await post('/reassignments', from, body, headers);
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([202, null]);
    expect((await running.call(operations.listReassignments, owner)).items).toHaveLength(1);
    const malformed = await post('/reassignments', owner, body, { 'Idempotency-Key': 'with a space' });
    expect([malformed.status, ProblemAnswer.parse(malformed.body).code]).toEqual([400, 'invalid-parameter']);

    const key = { 'Idempotency-Key': 'all-at-once' };
    const many = await Promise.all(
      Array.from({ length: 20 }, () => post('/reassignments', owner, { ...body, reason: 'Hurried' }, key)),
    );
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([202]));
    const ids = many.map((answer) => ReassignmentAnswer.parse(answer.body).reassignmentId);
    expect(new Set(ids).size).toBe(1);
  });

  it('reaches no other caller, and logs no error', () => {
    expect(running.errorLines).toEqual([]);
  });
});
