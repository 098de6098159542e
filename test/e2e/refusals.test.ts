import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';
import { badAddresses } from './bad-requests/bad-addresses.ts';
import { badChanges } from './bad-requests/bad-changes.ts';
import { badOperatorRequests } from './bad-requests/bad-operator-requests.ts';
import { changesOf } from './bad-requests/bad-request.ts';

let running: RunningStack;
let group: Awaited<ReturnType<RunningStack['group']>>;
let token: string;
let operator: string;
/** What the group looked like before the bad requests came. */
let before: unknown;

const look = () => running.call(operations.getGroup, group.administration, { groupId: group.groupId });

beforeAll(async () => {
  running = await RunningStack.shared();
  group = await running.group(3);
  token = await running.token(group.administration);
  operator = await running.token(operatorNic, { operator: true });
  before = await look();
});

const bad = [badChanges, badAddresses, badOperatorRequests].flatMap((requests) => Object.entries(requests));

describe('A bad request', () => {
  it.each(bad)('with %s gets a clear problem', async (_name, request) => {
    const { method = 'POST', path, body, as, expected } = request;
    const caller = as?.(group);
    const bearer =
      caller === undefined ? token : caller === operatorNic ? operator : await running.token(caller);
    const called = await running.fetch(method, path(group), { body, token: bearer });
    const problem = ProblemAnswer.parse(called.body);
    const [status, code, ...where] = expected;
    expect([called.status, problem.status, problem.code]).toEqual([status, status, code]);
    expect(called.headers.get('content-type')).toBe('application/problem+json');
    expect(
      problem.errors
        .map((error) => error.pointer ?? error.parameter ?? '')
        .filter((_, index) => index < where.length),
    ).toEqual(where);
    expect(problem.instance).toMatch(/\S/);
  });

  it('lists every rule that fails, the most important one first', async () => {
    await running.account('zz77777-ovh', { voipValidated: false, balanceCents: -1 });
    const called = await running.fetch('POST', changesOf(group), {
      token: await running.token(group.administration),
      body: { contacts: { billing: 'zz77777-ovh', technical: 'zz88888-ovh' } },
    });
    const problem = ProblemAnswer.parse(called.body);
    expect(problem.code).toBe('recipient-unknown');
    expect(problem.errors.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['recipient-unknown', '/contacts/technical'],
      ['recipient-not-validated', '/contacts/billing'],
      ['recipient-in-debt', '/contacts/billing'],
    ]);
  });

  it('with a service of another group points to it, and adds none of its services', async () => {
    const other = await running.group(1);
    const services = ['0033222222222', other.serviceIds[0]].map((serviceId) => ({ serviceId, kind: 'line' }));
    const called = await running.fetch('POST', `/groups/${group.groupId}/services`, {
      token: operator,
      body: { services },
    });
    expect(ProblemAnswer.parse(called.body)).toMatchObject({
      code: 'service-in-another-group',
      errors: [{ pointer: '/services/1' }],
    });
    expect((await running.fetch('GET', '/services/0033222222222', { token: operator })).status).toBe(404);
  });

  it('that is over the limit answers 413 and one that is not JSON 415', async () => {
    const large = { contacts: {}, reason: 'x'.repeat(65 * 1024) };
    expect((await running.fetch('POST', changesOf(group), { token, body: large })).status).toBe(413);
    const form = await fetch(running.stack.url + changesOf(group), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'contacts=none',
    });
    expect([form.status, ProblemAnswer.parse(await form.json()).code]).toEqual([
      415,
      'unsupported-media-type',
    ]);
  });

  it('with a cursor that was altered, or is another list’s, is refused', async () => {
    const path = `/groups/${group.groupId}/services`;
    const page = await running.call(
      operations.listGroupServices,
      group.administration,
      { groupId: group.groupId },
      {
        query: '?limit=1',
      },
    );
    const cursor = page.nextCursor ?? '';
    expect((await running.fetch('GET', `${path}?cursor=${cursor}`, { token })).status).toBe(200);
    const last = cursor.at(-1) === 'A' ? 'B' : 'A';
    for (const altered of [cursor.slice(0, -1) + last, `${cursor}AAAA`, cursor.slice(4), `${path}?`]) {
      const called = await running.fetch('GET', `${path}?cursor=${encodeURIComponent(altered)}`, { token });
      expect(ProblemAnswer.parse(called.body).code).toBe('invalid-cursor');
    }
    const elsewhere = await running.fetch('GET', `${path}?kind=line&cursor=${cursor}`, { token });
    expect(ProblemAnswer.parse(elsewhere.body).code).toBe('invalid-cursor');
  });

  it('changes nothing, and counts as no server error', async () => {
    expect(await look()).toEqual(before);
    expect(running.errorLines).toEqual([]);
  });
});

describe('An address', () => {
  it.each(['/nowhere', '/groups/', '/groups/a/b/c', '//', '/GROUPS'])(
    '%s that is not of the contract answers 404',
    async (path) => {
      expect((await running.fetch('GET', path, { token })).status).toBe(404);
    },
  );

  it('with an encoding that cannot be read answers 400', async () => {
    expect((await running.fetch('GET', '/groups/%E0%A4%A', { token })).status).toBe(400);
  });
});
