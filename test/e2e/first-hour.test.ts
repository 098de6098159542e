import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RunningStack, type CallOptions, type Called } from '../support/running-stack.ts';
import { until } from '../support/until.ts';

/**
 * The first hour of a client's developer, told in order by docs/api.md. `RunningStack.fetch` compares every answer with
 * the OpenAPI document.
 */
const Change = z.object({ changeId: z.string(), state: z.string(), completedAt: z.string().optional() });
const List = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
const Problem = z.object({ code: z.string(), changeId: z.string().optional(), errors: z.array(z.unknown()) });

let running: RunningStack;
let group: Awaited<ReturnType<RunningStack['group']>>;
let tokens: Record<'administration' | 'heir' | 'technical' | 'stranger', string>;
let changeId: string;

beforeAll(async () => {
  running = await RunningStack.shared();
  group = await running.group(5);
  const token = (nic: string) => running.token(nic);
  tokens = {
    administration: await token(group.administration),
    heir: await token(group.heir),
    technical: await token(group.technical),
    stranger: await token('ss80001-ovh'),
  };
});

const as = (
  who: keyof typeof tokens,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Called> => running.fetch(method, path, { token: tokens[who], ...options });

const codeOf = ({ status, body }: Called) => [status, Problem.parse(body).code];

/** The same reading twice, which is equal to the byte. */
async function readTwice(who: keyof typeof tokens, path: string): Promise<Called> {
  const read = async () => {
    const response = await fetch(running.stack.url + path, {
      headers: { authorization: `Bearer ${tokens[who]}` },
    });
    return response.text();
  };
  const first = await read();
  expect(await read()).toBe(first);
  return as(who, 'GET', path);
}

describe('The first hour of a client', () => {
  it('begins with the document, which needs no token', async () => {
    const { status, body } = await running.fetch('GET', '/openapi.json');
    expect([status, z.object({ openapi: z.string() }).parse(body).openapi]).toEqual([200, '3.1.0']);
  });

  it('goes on with refusals: no token, another group, another role, a wrong address and a wrong body', async () => {
    const path = `/groups/${group.groupId}`;
    expect((await running.fetch('GET', path)).body).toEqual({ message: 'Unauthorized' });
    expect(codeOf(await as('stranger', 'GET', path))).toEqual([404, 'not-found']);
    expect(codeOf(await as('administration', 'GET', '/groups/mine'))).toEqual([400, 'invalid-parameter']);
    expect(codeOf(await as('administration', 'GET', '/groups?rôle=billing'))).toEqual([
      400,
      'invalid-parameter',
    ]);
    const changes = `${path}/contact-changes`;
    const body = { contacts: { technical: group.heir } };
    expect(codeOf(await as('technical', 'POST', changes, { body }))).toEqual([
      403,
      'not-administration-contact',
    ]);
    expect(codeOf(await as('technical', 'PUT', path, { body: {} }))).toEqual([403, 'operator-only']);
    const misspelt = { contacts: { tecnical: group.heir } };
    const refused = await as('administration', 'POST', changes, { body: misspelt });
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: 'validation-failed', errors: [{ pointer: '/contacts/tecnical' }] },
    ]);
    const text = await as('administration', 'POST', changes, {
      body: 'contacts',
      headers: { 'content-type': 'text/plain' },
    });
    expect(codeOf(text)).toEqual([415, 'unsupported-media-type']);
    const unknown = { contacts: { technical: 'zz99999999-ovh', billing: 'zz99999998-ovh' } };
    const rules = await as('administration', 'POST', changes, { body: unknown });
    expect([codeOf(rules), Problem.parse(rules.body).errors.length]).toEqual([[422, 'recipient-unknown'], 2]);
  });

  it('reads the group and its services, page by page', async () => {
    const read = await readTwice('administration', `/groups/${group.groupId}`);
    expect(read.body).toMatchObject({
      groupId: group.groupId,
      serviceCount: 5,
      yourRoles: ['administration'],
    });
    const found: unknown[] = [];
    let cursor: string | null = '';
    for (; cursor !== null;) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await readTwice('administration', `/groups/${group.groupId}/services?limit=2${more}`);
      const { items, nextCursor } = List.parse(page.body);
      found.push(...items);
      cursor = nextCursor;
    }
    expect(found).toHaveLength(5);
    const bad = await as('administration', 'GET', `/groups/${group.groupId}/services?cursor=abc`);
    expect(codeOf(bad)).toEqual([400, 'invalid-cursor']);
  });

  it('tries a change, requests it with a key, and gets the same answer again', async () => {
    const path = `/groups/${group.groupId}/contact-changes`;
    const body = { contacts: { technical: group.heir, billing: group.heir }, reason: 'The department moved' };
    const dry = await as('administration', 'POST', `${path}?dryRun=true`, { body });
    expect([dry.status, dry.headers.get('location')]).toEqual([200, null]);
    const headers = { 'idempotency-key': `first-hour-${group.groupId}` };
    const requested = await as('administration', 'POST', path, { body, headers });
    const made = Change.parse(requested.body);
    ({ changeId } = made);
    expect([requested.status, made.state]).toEqual([202, 'awaiting-consent']);
    expect(requested.headers.get('location')).toBe(`/contact-changes/${changeId}`);
    const again = await as('administration', 'POST', path, { body, headers });
    expect([again.status, again.body]).toEqual([202, requested.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await as('administration', 'POST', path, { body: { contacts: body.contacts }, headers });
    expect(codeOf(other)).toEqual([422, 'idempotency-key-reused']);
    const conflict = await as('administration', 'POST', path, { body });
    expect([codeOf(conflict), Problem.parse(conflict.body).changeId]).toEqual([
      [409, 'change-pending'],
      changeId,
    ]);
  });

  it('accepts as the recipient, follows the change, and lists its services', async () => {
    const waiting = await readTwice('heir', '/contact-changes?party=recipient&state=awaiting-consent');
    expect(List.parse(waiting.body).items).toMatchObject([{ changeId }]);
    expect(codeOf(await as('technical', 'POST', `/contact-changes/${changeId}/accept`))).toEqual([
      403,
      'not-a-recipient',
    ]);
    const accepted = await as('heir', 'POST', `/contact-changes/${changeId}/accept`);
    expect([accepted.status, Change.parse(accepted.body).state]).toEqual([200, 'propagating']);
    await until(async () => {
      const { body } = await as('heir', 'GET', `/contact-changes/${changeId}`);
      return Change.parse(body).completedAt;
    });
    const done = await readTwice('heir', `/contact-changes/${changeId}`);
    expect(done.body).toMatchObject({
      state: 'completed',
      progress: { services: 5, applied: 5, pending: 0 },
    });
    const members = await readTwice('heir', `/contact-changes/${changeId}/services?state=applied&limit=100`);
    expect(List.parse(members.body).items).toHaveLength(5);
    const [serviceId = ''] = group.serviceIds;
    const service = await readTwice('heir', `/services/${serviceId}`);
    expect(service.body).toMatchObject({
      contacts: { technical: group.heir, billing: group.heir },
      inSync: true,
    });
    const rights = await readTwice('heir', `/services/${serviceId}/rights`);
    expect(rights.body).toMatchObject({ roles: ['technical', 'billing'] });
    const late = await as('heir', 'POST', `/contact-changes/${changeId}/refuse`);
    expect(codeOf(late)).toEqual([409, 'state-conflict']);
    const history = await readTwice('administration', `/groups/${group.groupId}/contact-changes`);
    expect(List.parse(history.body).items).toMatchObject([{ changeId, reason: 'The department moved' }]);
  });

  it('ends with a reassignment: its preview, a consent code, and its outcomes', async () => {
    const body = { from: group.heir, to: group.technical, roles: ['technical'] };
    const dry = await as('administration', 'POST', '/reassignments?dryRun=true', { body });
    expect([dry.status, dry.body]).toMatchObject([
      200,
      { preview: { items: [{ groupId: group.groupId, roles: ['technical'], errors: [] }] } },
    ]);
    const code = await as('technical', 'POST', '/consent-codes', { body: { roles: ['technical'] } });
    expect(code.status).toBe(201);
    const { code: consentCode } = z.object({ code: z.string() }).parse(code.body);
    const asked = await as('administration', 'POST', '/reassignments', { body: { ...body, consentCode } });
    const { reassignmentId } = z.object({ reassignmentId: z.string() }).parse(asked.body);
    expect([asked.status, asked.headers.get('location')]).toEqual([202, `/reassignments/${reassignmentId}`]);
    await until(async () => {
      const { body: now } = await as('administration', 'GET', `/reassignments/${reassignmentId}`);
      return z.object({ completedAt: z.string().optional() }).parse(now).completedAt;
    });
    const done = await readTwice('administration', `/reassignments/${reassignmentId}`);
    expect(done.body).toMatchObject({ state: 'completed', progress: { targets: 1, completed: 1 } });
    const outcomes = await readTwice('administration', `/reassignments/${reassignmentId}/outcomes`);
    expect(List.parse(outcomes.body).items).toMatchObject([{ groupId: group.groupId, state: 'completed' }]);
  });
});
