import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { until } from '../support/until.ts';
import { startFixture, type Fixture } from './support/stack.ts';

let fixture: Fixture;
let token: string;

beforeAll(async () => {
  fixture = await startFixture({ graceMilliseconds: 0 });
  token = await fixture.issuer.token({
    subject: 'ab12345-ovh',
    scope: 'contacts',
    claims: { nic: 'ab12345-ovh' },
  });
});
afterAll(() => fixture.stop());

const mirrored = z.object({ event: z.record(z.string(), z.unknown()) });

/** The event that the function saw. */
async function eventOf(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  const response = await fixture.request(path, { ...init, headers });
  expect(response.status).toBe(200);
  return mirrored.parse(await response.json()).event;
}

/** A request with a path that `fetch` would tidy up. */
async function rawGet(path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(fixture.stack.url);
    const outgoing = rawRequest(
      { hostname, port, path, headers: { authorization: `Bearer ${token}` } },
      (incoming) => {
        text(incoming).then((body) => resolve({ status: incoming.statusCode, body }), reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('an event', () => {
  test('is of format 2.0', async () => {
    const event = await eventOf('/mirror/one/two?q=1', {
      headers: { 'user-agent': 'tester', cookie: 'a=1; b=2' },
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /mirror/{first}/{second}',
      rawPath: '/mirror/one/two',
      rawQueryString: 'q=1',
      queryStringParameters: { q: '1' },
      pathParameters: { first: 'one', second: 'two' },
      cookies: ['a=1', 'b=2'],
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        http: {
          method: 'GET',
          path: '/mirror/one/two',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'tester',
        },
        routeKey: 'ANY /mirror/{first}/{second}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
        requestId: expect.any(String),
        apiId: expect.any(String),
        domainName: new URL(fixture.stack.url).host,
      },
    });
    expect(event).not.toHaveProperty('body');
    expect(event['headers']).not.toHaveProperty('connection');
  });

  test('has every claim as a string', async () => {
    const event = await eventOf('/mirror/one/two');
    expect(event['requestContext']).toMatchObject({
      authorizer: {
        jwt: {
          claims: {
            nic: 'ab12345-ovh',
            scope: 'contacts',
            aud: 'voip-contacts',
            exp: expect.stringMatching(/^\d+$/),
          },
          scopes: ['contacts'],
        },
      },
    });
  });

  test('has no authorizer and no parameters where there are none', async () => {
    const event = await eventOf('/open', { method: 'POST' });
    expect(event).not.toHaveProperty('pathParameters');
    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event['requestContext']).not.toHaveProperty('authorizer');
  });

  test('has decoded parameters, including an encoded slash', async () => {
    const event = await eventOf('/mirror/a%2Fb%20c/%C3%A9');
    expect(event['pathParameters']).toEqual({ first: 'a/b c', second: 'é' });
  });

  test('joins repeated headers and parameters', async () => {
    const event = await eventOf('/open?a=1&b=%26+x&a=2', {
      method: 'POST',
      headers: new Headers([
        ['X-Many', '1'],
        ['X-Many', '2'],
      ]),
    });
    expect(event['queryStringParameters']).toEqual({ a: '1,2', b: '& x' });
    expect(event['headers']).toMatchObject({ 'x-many': '1, 2' });
  });

  test('has a text body unchanged and any other body in base64', async () => {
    const json = await eventOf('/open', {
      method: 'POST',
      body: '{"é":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(json).toMatchObject({ body: '{"é":1}', isBase64Encoded: false });
    const problem = await eventOf('/open', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/merge-patch+json; charset=utf-8' },
    });
    expect(problem).toMatchObject({ body: '{}', isBase64Encoded: false });
    const form = await eventOf('/open', { method: 'POST', body: new URLSearchParams({ a: '1' }) });
    expect(form).toMatchObject({ body: Buffer.from('a=1').toString('base64'), isBase64Encoded: true });
  });

  test('of a greedy route has the rest of the path', async () => {
    expect(await eventOf('/greedy/a/b')).toMatchObject({ pathParameters: { rest: 'a/b' } });
  });
});

describe('without a function', () => {
  test.each([
    ['/nothing', 404, 'Not Found'],
    ['/mirror/one', 404, 'Not Found'],
    ['/mirror/one/two/', 404, 'Not Found'],
    ['/mirror/one/%E0%A4%A', 400, 'Bad Request'],
    ['/mirror/one/%zz', 400, 'Bad Request'],
    ['/mirror/one/%', 400, 'Bad Request'],
  ])('%s is answered %i', async (path, status, message) => {
    expect(await rawGet(path)).toEqual({ status, body: JSON.stringify({ message }) });
  });

  test('a body over 10 MB is answered 413, with its length known before or not', async () => {
    const bytes = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
    const known = await fixture.request('/open', { method: 'POST', body: bytes });
    expect([known.status, await known.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
    const init: RequestInit = { method: 'POST', body: stream, duplex: 'half' };
    expect((await fixture.request('/open', init)).status).toBe(413);
  });

  test('requests beyond the burst are answered 429', async () => {
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await fixture.request('/throttled'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    expect(await answers[3]?.json()).toEqual({ message: 'Too Many Requests' });
    expect((await fixture.request('/misbehave/text')).status).toBe(200);
  });

  test('a connection serves the next request, even if the previous body was not read', async () => {
    const { hostname, port } = new URL(fixture.stack.url);
    const socket = connect(Number(port), hostname);
    const body = 'x'.repeat(100_000);
    for (const path of ['/nothing', '/mirror/one/two']) {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: local\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    }
    socket.write('POST /open HTTP/1.1\r\nHost: local\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    const answers = await text(socket);
    expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '404',
      '401',
      '200',
    ]);
  });
});

test('a caller without a good token is answered 401, without a scope of the route 403', async () => {
  const unauthorized = await fixture.request('/mirror/one/two');
  expect([unauthorized.status, await unauthorized.json()]).toEqual([401, { message: 'Unauthorized' }]);
  expect(unauthorized.headers.get('www-authenticate')).toBe('Bearer');
  const forbidden = await fixture.request('/operators', { headers: { authorization: `Bearer ${token}` } });
  expect([forbidden.status, await forbidden.json()]).toEqual([403, { message: 'Forbidden' }]);
  const operator = await fixture.issuer.token({ subject: 'ab12345-ovh', scope: 'contacts operator' });
  const allowed = await fixture.request('/operators', { headers: { authorization: `Bearer ${operator}` } });
  expect(allowed.status).toBe(200);
});

describe('what a function answers', () => {
  test.each([
    ['object', 200, '{"plain":true}', 'application/json'],
    ['text', 200, 'just text', 'application/json'],
    ['nothing', 200, 'null', 'application/json'],
    ['cookies', 201, 'made', 'text/plain; charset=utf-8'],
    ['empty', 204, '', 'text/plain; charset=utf-8'],
    ['malformed', 500, '{"message":"Internal Server Error"}', 'application/json'],
    ['header', 500, '{"message":"Internal Server Error"}', 'application/json'],
    ['throw', 500, '{"message":"Internal Server Error"}', 'application/json'],
  ])('in the way of "%s" becomes %i', async (how, status, body, contentType) => {
    const response = await fixture.request(`/misbehave/${how}`);
    expect([response.status, await response.text()]).toEqual([status, body]);
    expect(response.headers.get('content-type')).toBe(contentType);
  });

  test('may be cookies, headers and bytes', async () => {
    const cookies = await fixture.request('/misbehave/cookies');
    expect(cookies.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(cookies.headers.get('x-number')).toBe('7');
    const binary = await fixture.request('/misbehave/binary');
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 255]);
  });

  test('too late for its integration is 503', async () => {
    const response = await fixture.request('/hasty/hang');
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
    expect((await fixture.request('/misbehave/text')).status).toBe(200);
  });
});

test('each request is a line of the access log', async () => {
  await fixture.request('/mirror/logged/once', { headers: { authorization: `Bearer ${token}` } });
  await fixture.request('/logged/nowhere');
  await until(() => (fixture.lines.includes('access GET /logged/nowhere 404 -') ? true : undefined));
  expect(fixture.lines).toContain('access GET /mirror/logged/once 200 ab12345-ovh');
});
