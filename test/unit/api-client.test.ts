import { describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from '../../clients/lib/api/client.ts';
import { ProblemError, UnexpectedAnswerError, UnreachableError } from '../../clients/lib/api/errors.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer, DryRunChangeAnswer } from '../../shared/http/contract/shapes.ts';

const group = {
  groupId: 'ab1-ovh-1',
  contacts: { administration: 'ab1-ovh', technical: 'ab1-ovh', billing: 'ab1-ovh' },
  revision: 0,
  serviceCount: 0,
  yourRoles: [],
  openChanges: [],
};
const outage = { code: 'unavailable', title: 'Unavailable', status: 503, detail: 'Try again.', errors: [] };
const params = { groupId: 'ab1-ovh-1' };
const body = { contacts: { billing: 'cd2-ovh' } };

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client of a server that answers so, one answer after the other; an error is a lost connection. */
function clientOf(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  const client = createClient({
    url: 'https://api.test',
    token: () => Promise.resolve(`token${sent.length}`),
    fetch: (url, init) => {
      if (typeof url !== 'string') throw new TypeError('The address is no text.');
      const text = typeof init?.body === 'string' ? init.body : 'null';
      const request = { method: init?.method, headers: new Headers(init?.headers), body: JSON.parse(text) };
      sent.push({ url, ...request });
      const answer = answers.shift() ?? new TypeError('fetch failed');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    pause: (milliseconds, signal) => {
      pauses.push(milliseconds);
      return signal?.aborted ? Promise.reject(signal.reason) : Promise.resolve();
    },
  });
  return { client, sent, pauses };
}

const unavailable = (headers: Record<string, string> = {}, status = 503) =>
  Response.json(outage, { status, headers });

describe('A call', () => {
  it('puts parameters into the address, and a body and a token into the request', async () => {
    const { client, sent } = clientOf(Response.json({ ...group, groupId: 'x' }, { status: 403 }));
    const call = client.call(operations.requestGroupChange, { params, body, idempotencyKey: 'k' });
    await expect(call).rejects.toBeInstanceOf(ProblemError);
    expectTypeOf(call).resolves.toEqualTypeOf<ContactChangeAnswer>();
    expect(sent).toMatchObject([
      { url: 'https://api.test/groups/ab1-ovh-1/contact-changes', method: 'POST', body },
    ]);
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      authorization: 'Bearer token0',
      'content-type': 'application/json',
      'idempotency-key': 'k',
    });
  });

  it('escapes what it puts into the address, and leaves out what is undefined', async () => {
    const { client, sent } = clientOf(Response.json({ items: [], nextCursor: null }));
    const query = { kind: undefined, limit: 7, cursor: 'a&b', inSync: false } as const;
    await client.call(operations.listGroupServices, { params: { groupId: 'a/b?' }, query });
    expect(sent[0]?.url).toBe('https://api.test/groups/a%2Fb%3F/services?limit=7&cursor=a%26b&inSync=false');
  });

  it('accepts what a later release adds, and keeps it', async () => {
    const later = { ...group, colour: 'blue', yourRoles: ['legal'] };
    const { client } = clientOf(
      Response.json(later),
      Response.json({ message: 'Welcome' }),
      new Response('<p>'),
    );
    expect(await client.call(operations.getGroup, { params })).toEqual(later);
    await expect(client.call(operations.getGroup, { params })).rejects.toThrow(UnexpectedAnswerError);
    await expect(client.call(operations.getGroup, { params })).rejects.toThrow(UnexpectedAnswerError);
  });

  it('accepts additions within a union too', async () => {
    const items = [{ serviceId: '0033972101234', status: 'queued', note: 'x' }];
    const { client } = clientOf(Response.json({ items }), Response.json({ items: [{ status: 'new' }] }));
    const load = () => client.call(operations.addGroupServices, { params, body: { services: [] } });
    expect(await load()).toEqual({ items });
    await expect(load()).rejects.toThrow(UnexpectedAnswerError);
  });

  it('throws a problem with every rule that failed', async () => {
    const errors = [
      { code: 'recipient-in-debt', detail: 'Owes.', pointer: '/contacts/billing' },
      { code: 'of-a-later-release', detail: 'No.', parameter: 'limit' },
    ];
    const problem = { ...outage, code: 'recipient-in-debt', status: 422, instance: 'r1', errors };
    const { client } = clientOf(Response.json(problem, { status: 422, headers: { 'retry-after': '90' } }));
    const error: unknown = await client.call(operations.getMe).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      status: 422,
      code: 'recipient-in-debt',
      errors,
      instance: 'r1',
      retryAfter: 90,
    });
    expect(error).toMatchObject({ detail: 'Try again.', title: 'Unavailable' });
    expect(error).toHaveProperty('message', 'GET /me answered 422: Try again.');
  });

  it("shows API Gateway's own answer, or the status alone", async () => {
    const { client } = clientOf(
      Response.json({ message: 'Unauthorized' }, { status: 401 }),
      new Response('<html>', { status: 502 }),
    );
    const refusal = () => client.call(operations.getMe).catch((reason: unknown) => reason);
    expect(await refusal()).toMatchObject({
      status: 401,
      code: undefined,
      title: 'Unauthorized',
      errors: [],
    });
    expect(await refusal()).toMatchObject({ status: 502, detail: 'Status 502' });
  });
});

it('A call is typed by its operation', () => {
  const { client } = clientOf();
  const { requestGroupChange: request } = operations;
  // @ts-expect-error: the group is missing.
  const withoutGroup = () => client.call(operations.getGroup);
  // @ts-expect-error: no such role.
  const ofNoRole = () => client.call(request, { params, body: { contacts: { legal: 'x' } } });
  // @ts-expect-error: no such parameter.
  const ofNoParameter = () => client.call(operations.listGroups, { query: { roles: 'billing' } });
  // @ts-expect-error: the operation takes no key.
  const withKey = () => client.call(operations.getGroup, { params, idempotencyKey: 'k' });
  // @ts-expect-error: the operation has no dry run.
  const dryRun = () => client.dryRun(operations.getMe);
  // @ts-expect-error: the answer is no list.
  const list = () => client.list(operations.getMe);
  expect([withoutGroup, ofNoRole, ofNoParameter, withKey, dryRun, list]).toHaveLength(6);
});

describe('A dry run', () => {
  it('asks for one, and is typed as what it answers', async () => {
    const { client, sent } = clientOf(Response.json({}, { status: 422 }));
    const call = client.dryRun(operations.requestGroupChange, { params, body });
    await expect(call).rejects.toBeInstanceOf(ProblemError);
    expectTypeOf(call).resolves.toEqualTypeOf<DryRunChangeAnswer>();
    expect(sent[0]?.url).toBe('https://api.test/groups/ab1-ovh-1/contact-changes?dryRun=true');
  });
});

describe('A list', () => {
  it('is read page by page', async () => {
    const page = (groupId: string, nextCursor: string | null) =>
      Response.json({ items: [{ ...group, groupId }], nextCursor });
    const { client, sent } = clientOf(page('ab1-ovh-1', 'two'), page('ab1-ovh-2', null));
    const found: string[] = [];
    for await (const { groupId } of client.list(operations.listGroups, { query: { role: 'billing' } })) {
      found.push(groupId);
    }
    expect(found).toEqual(['ab1-ovh-1', 'ab1-ovh-2']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?limit=100&role=billing',
      '?limit=100&role=billing&cursor=two',
    ]);
  });
});

describe('A call that may pass', () => {
  it('is repeated, with a fresh token, after as long as the server says', async () => {
    const { client, sent, pauses } = clientOf(
      unavailable({ 'retry-after': '7' }),
      new TypeError('fetch failed'),
      Response.json(group),
    );
    await client.call(operations.getGroup, { params });
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token0',
      'Bearer token1',
      'Bearer token2',
    ]);
    expect(pauses[0]).toBe(7000);
    expect(pauses[1]).toBeGreaterThanOrEqual(400);
    expect(pauses[1]).toBeLessThanOrEqual(800);
  });

  it('gives up after six attempts', async () => {
    const { client, sent } = clientOf(...Array.from({ length: 9 }, () => new TypeError('fetch failed')));
    await expect(client.call(operations.getGroup, { params })).rejects.toThrow(UnreachableError);
    expect(sent).toHaveLength(6);
  });

  it('is not repeated if that might do it twice, but after a 429', async () => {
    const change = (key?: string) => ({ params, body, ...(key !== undefined && { idempotencyKey: key }) });
    const { client, sent } = clientOf(unavailable({}, 429), unavailable(), unavailable());
    await expect(client.call(operations.requestGroupChange, change())).rejects.toThrow('Try again.');
    expect(sent).toHaveLength(2);
    const kept = clientOf(unavailable(), unavailable({}, 409));
    await expect(kept.client.call(operations.requestGroupChange, change('k'))).rejects.toThrow('Try again.');
    expect(kept.sent).toHaveLength(2);
    const accepted = clientOf(unavailable(), unavailable({}, 409));
    const accept = { params: { changeId: '01J00000000000000000000000' } };
    await expect(accepted.client.call(operations.acceptContactChange, accept)).rejects.toThrow('Try again.');
    expect(accepted.sent).toHaveLength(2);
  });

  it('is not repeated if the server wants a longer pause than a minute', async () => {
    const { client, sent } = clientOf(unavailable({ 'retry-after': '61' }));
    await expect(client.call(operations.getGroup, { params })).rejects.toMatchObject({ retryAfter: 61 });
    expect(sent).toHaveLength(1);
  });

  it("ends with its signal's reason", async () => {
    const { client } = clientOf(new TypeError('fetch failed'));
    const signal = AbortSignal.abort(new Error('Interrupted.'));
    await expect(client.call(operations.getGroup, { params, signal })).rejects.toThrow('Interrupted.');
  });
});
