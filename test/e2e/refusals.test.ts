import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { operatorNic, RunningStack } from '../support/running-stack.ts';

let running: RunningStack;
let group: Awaited<ReturnType<RunningStack['group']>>;
let token: string;
let operator: string;
/** What the group looked like before the bad requests came. */
let before: unknown;

const look = () => running.call(operations.getGroup, group.administration, { groupId: group.groupId });

beforeAll(async () => {
  running = await RunningStack.start();
  group = await running.group(3);
  token = await running.token(group.administration);
  operator = await running.token(operatorNic, { operator: true });
  before = await look();
});
afterAll(() => running.stack.stop());

const changes = () => `/groups/${group.groupId}/contact-changes`;
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const claims = () => ({ nic: group.administration, scope: 'contacts' });

describe('A token', () => {
  const signed = async (
    change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
    payload: Record<string, unknown> = claims(),
  ): Promise<string> => {
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(Date.now() / 1000);
    const jwt = new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: running.issuer.keyId })
      .setIssuer(running.issuer.url)
      .setAudience(running.issuer.audience)
      .setIssuedAt(now)
      .setExpirationTime(now + 600);
    return change(jwt).sign(privateKey);
  };
  const bad: Record<string, () => Promise<string | undefined> | string> = {
    'that is missing': () => Promise.resolve(undefined),
    'that is garbage': () => 'garbage',
    'that is empty': () => '',
    'signed with another key': () => signed(),
    'of another issuer': () => signed((jwt) => jwt.setIssuer('https://elsewhere.example.com')),
    'that has expired': () => running.issuer.token({ nic: group.administration, expiresInSeconds: -5 }),
    'with alg none': () => {
      const [, payload = ''] = token.split('.');
      return `${encode({ alg: 'none' })}.${payload}.`;
    },
    'whose claims were altered': () => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      const altered = {
        ...JSON.parse(Buffer.from(payload, 'base64url').toString()),
        scope: 'contacts operator',
      };
      return `${header}.${encode(altered)}.${signature}`;
    },
  };

  it.each(Object.keys(bad))('%s answers 401 in the words of API Gateway', async (name) => {
    const given = await bad[name]?.();
    const called = await running.fetch('GET', '/groups', given === undefined ? {} : { token: given });
    expect([called.status, called.body]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('that names no nic answers 401 too', async () => {
    const nameless = await running.token('NOT A NIC');
    expect((await running.fetch('GET', '/groups', { token: nameless })).status).toBe(401);
  });

  it('is not needed to ask for health', async () => {
    const called = await running.fetch('GET', '/health');
    expect([called.status, called.body]).toEqual([200, { status: 'ok' }]);
  });
});

interface Bad {
  readonly method?: string;
  readonly path: () => string;
  readonly body?: unknown;
  readonly as?: () => string;
  readonly expected: readonly [status: number, code: string, ...where: string[]];
}

const someChange = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const bad: Record<string, Bad> = {
  'malformed JSON': { path: changes, body: '{"contacts":', expected: [400, 'malformed-json'] },
  'JSON that would reach a prototype': {
    path: changes,
    body: '{"__proto__":{"contacts":{}}}',
    expected: [400, 'malformed-json'],
  },
  'no body': { path: changes, expected: [422, 'validation-failed', ''] },
  'a body that is a list': { path: changes, body: [], expected: [422, 'validation-failed', ''] },
  'a wrong type': {
    path: changes,
    body: { contacts: { technical: 12 } },
    expected: [422, 'validation-failed', '/contacts/technical'],
  },
  'a nic of the wrong form': {
    path: changes,
    body: { contacts: { technical: 'AB1-OVH' } },
    expected: [422, 'validation-failed', '/contacts/technical'],
  },
  'a nic with a line break': {
    path: changes,
    body: { contacts: { technical: 'ab1-ovh\n' } },
    expected: [422, 'validation-failed', '/contacts/technical'],
  },
  'an unknown property': {
    path: changes,
    body: { contacts: {}, 'con/sent~': true },
    expected: [422, 'validation-failed', '/con~1sent~0'],
  },
  'an unknown role': {
    path: changes,
    body: { contacts: { legal: 'ab1-ovh' } },
    expected: [422, 'validation-failed', '/contacts/legal'],
  },
  'a reason that is too long': {
    path: changes,
    body: { contacts: {}, reason: 'x'.repeat(501) },
    expected: [422, 'validation-failed', '/reason'],
  },
  'no role at all': {
    path: changes,
    body: { contacts: {} },
    expected: [422, 'nothing-to-change', '/contacts'],
  },
  'an unknown recipient': {
    path: changes,
    body: { contacts: { technical: 'zz999999-ovh' } },
    expected: [422, 'recipient-unknown', '/contacts/technical'],
  },
  'a contact that does not administer': {
    path: changes,
    body: { contacts: { technical: 'zz999999-ovh' } },
    as: () => group.technical,
    expected: [403, 'not-administration-contact'],
  },
  'a nic that is no contact of the group': {
    path: changes,
    body: { contacts: { technical: 'zz999999-ovh' } },
    as: () => group.heir,
    expected: [404, 'not-found'],
  },
  'a group that does not exist': {
    method: 'GET',
    path: () => '/groups/zz1-ovh-1',
    expected: [404, 'not-found'],
  },
  'a group of another': {
    method: 'GET',
    path: () => `/groups/${group.groupId}`,
    as: () => group.heir,
    expected: [404, 'not-found'],
  },
  'the services of another’s group': {
    method: 'GET',
    path: () => `/groups/${group.groupId}/services`,
    as: () => group.heir,
    expected: [404, 'not-found'],
  },
  'a service of another’s group': {
    method: 'GET',
    path: () => `/services/${group.serviceIds[0]}`,
    as: () => group.heir,
    expected: [404, 'not-found'],
  },
  'a service that does not exist': {
    method: 'GET',
    path: () => '/services/0033100000000',
    expected: [404, 'not-found'],
  },
  'a change that does not exist': {
    method: 'GET',
    path: () => `/contact-changes/${someChange}`,
    expected: [404, 'not-found'],
  },
  'the services of a change that does not exist': {
    method: 'GET',
    path: () => `/contact-changes/${someChange}/services`,
    expected: [404, 'not-found'],
  },
  'the consent to a change that does not exist': {
    path: () => `/contact-changes/${someChange}/accept`,
    expected: [404, 'not-found'],
  },
  'a group id of the wrong form': {
    method: 'GET',
    path: () => '/groups/ab12345-ovh',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'a service id of the wrong form': {
    method: 'GET',
    path: () => '/services/33972101234',
    expected: [400, 'invalid-parameter', 'serviceId'],
  },
  'a change id of the wrong form': {
    method: 'GET',
    path: () => '/contact-changes/1',
    expected: [400, 'invalid-parameter', 'changeId'],
  },
  'an id with an encoded slash': {
    method: 'GET',
    path: () => '/groups/ab1-ovh%2F1',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'an id with an encoded zero byte': {
    method: 'GET',
    path: () => '/groups/ab1-ovh-1%00',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'an id that is the separator of keys': {
    method: 'GET',
    path: () => '/groups/ab1-ovh-1%23PENDING',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'a limit of nothing': {
    method: 'GET',
    path: () => '/groups?limit=0',
    expected: [400, 'invalid-parameter', 'limit'],
  },
  'a limit that is too high': {
    method: 'GET',
    path: () => '/groups?limit=101',
    expected: [400, 'invalid-parameter', 'limit'],
  },
  'a limit that is no number': {
    method: 'GET',
    path: () => '/groups?limit=ten',
    expected: [400, 'invalid-parameter', 'limit'],
  },
  'an unknown role to filter by': {
    method: 'GET',
    path: () => '/groups?role=legal',
    expected: [400, 'invalid-parameter', 'role'],
  },
  'a parameter that is not known': {
    method: 'GET',
    path: () => '/groups?page=2',
    expected: [400, 'invalid-parameter', 'page'],
  },
  'a cursor that is garbage': {
    method: 'GET',
    path: () => `/groups/${group.groupId}/services?cursor=AAAA%20AAAA`,
    expected: [400, 'invalid-cursor', 'cursor'],
  },
  'an operator route': {
    method: 'GET',
    path: () => `/accounts/${group.administration}`,
    expected: [403, 'operator-only'],
  },
  'an operator route, whatever the id': {
    method: 'GET',
    path: () => '/accounts/x',
    expected: [403, 'operator-only'],
  },
  'an operator route to write with': {
    method: 'PUT',
    path: () => `/groups/${group.groupId}`,
    body: {},
    expected: [403, 'operator-only'],
  },
  'a balance in halves of a cent': {
    method: 'PUT',
    path: () => `/accounts/${group.heir}`,
    body: { voipValidated: true, balanceCents: 0.5, status: 'open' },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/balanceCents'],
  },
  'other contacts for a group that exists': {
    method: 'PUT',
    path: () => `/groups/${group.groupId}`,
    body: { contacts: { administration: 'ab1-ovh', technical: 'ab1-ovh', billing: 'ab1-ovh' } },
    as: () => operatorNic,
    expected: [409, 'state-conflict', '/contacts'],
  },
  'a group of unknown nics': {
    method: 'PUT',
    path: () => '/groups/zz1-ovh-1',
    body: { contacts: { administration: 'zz1-ovh', technical: 'zz1-ovh', billing: 'zz1-ovh' } },
    as: () => operatorNic,
    expected: [
      422,
      'recipient-unknown',
      '/contacts/administration',
      '/contacts/technical',
      '/contacts/billing',
    ],
  },
  'a service that is named twice': {
    path: () => `/groups/${group.groupId}/services`,
    body: {
      services: [
        { serviceId: '0033111111111', kind: 'line' },
        { serviceId: '0033111111111', kind: 'line' },
      ],
    },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/services/1/serviceId'],
  },
  'no service to add': {
    path: () => `/groups/${group.groupId}/services`,
    body: { services: [] },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/services'],
  },
  'services for a group that does not exist': {
    path: () => '/groups/zz1-ovh-1/services',
    body: { services: [{ serviceId: '0033111111111', kind: 'line' }] },
    as: () => operatorNic,
    expected: [404, 'not-found'],
  },
  'the deletion of a service that is not there': {
    method: 'DELETE',
    path: () => `/groups/${group.groupId}/services/0033111111111`,
    as: () => operatorNic,
    expected: [404, 'not-found'],
  },
};

describe('A bad request', () => {
  it.each(Object.keys(bad))('with %s gets a clear problem', async (name) => {
    const { method = 'POST', path, body, as, expected } = bad[name]!;
    const caller = as?.();
    const bearer =
      caller === undefined ? token : caller === operatorNic ? operator : await running.token(caller);
    const called = await running.fetch(method, path(), { body, token: bearer });
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
    const called = await running.fetch('POST', changes(), {
      token: await running.token(group.billing),
      body: { contacts: { billing: 'zz77777-ovh', technical: 'zz88888-ovh' } },
    });
    const problem = ProblemAnswer.parse(called.body);
    expect(problem.code).toBe('not-administration-contact');
    expect(problem.errors.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['not-administration-contact', undefined],
      ['recipient-unknown', '/contacts/technical'],
      ['recipient-not-validated', '/contacts/billing'],
      ['recipient-in-debt', '/contacts/billing'],
    ]);
  });

  it('with a service of another group is pointed to it, and none of its services is added', async () => {
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
    expect((await running.fetch('POST', changes(), { token, body: large })).status).toBe(413);
    const form = await fetch(running.stack.url + changes(), {
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

  it('changes nothing and is nobody’s fault but the caller’s', async () => {
    expect(await look()).toEqual(before);
    expect(running.logLines.filter((line) => line.includes('"level":"ERROR"'))).toEqual([]);
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
