import { request as rawRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { withSite } from './support/site.ts';
import { startFixture, type Fixture } from './support/stack.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture({
    change: withSite,
    graceMilliseconds: 0,
    beside: { '/elsewhere': (request, response) => response.end(`elsewhere ${request.url}`) },
  });
});
afterAll(() => fixture.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Unlike `fetch`, it decompresses nothing, follows nothing and sends the headers that it is given. */
function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = rawRequest(new URL(path, fixture.stack.distributionUrl), { method, headers }, (answer) => {
      buffer(answer).then(
        (body) => resolve({ status: answer.statusCode, headers: answer.headers, body }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('files of a bucket', () => {
  test('have the type and the caching of their deployment, and the headers of the policy', async () => {
    const { status, headers, body } = await get('/site/assets/small.js');
    expect([status, body.toString()]).toEqual([200, "document.title = 'small';\n"]);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'x-extra': 'more',
    });
    expect((await get('/site/index.html')).headers).toMatchObject({
      'content-type': 'text/html',
      'cache-control': 'no-cache',
    });
  });

  test('that the first origin lacks come from the second one of a group', async () => {
    const { status, body } = await get('/site/assets/former.js');
    expect([status, body.toString()]).toEqual([200, "document.title = 'former';\n"]);
  });

  test('that do not exist are denied, as S3 does for whom may not list them', async () => {
    const { status, body } = await get('/site/assets/none.js');
    expect([status, body.toString()]).toEqual([403, expect.stringContaining('AccessDenied')]);
    expect((await get('/site/%E0%A4%A')).status).toBe(200);
    expect((await get('/site/%E0%A4%A.js')).status).toBe(403);
  });

  test('are denied to an origin without access control; behaviors are tried in order', async () => {
    expect((await get('/site/config.json')).status).toBe(403);
  });

  test('are sent again only if they have changed', async () => {
    const { headers } = await get('/site/index.html');
    const again = await get('/site/index.html', { 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await get('/site/index.html', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('have no body for HEAD, and take no other method', async () => {
    const head = await get('/site/index.html', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect((await get('/site/index.html', {}, 'POST')).status).toBe(403);
  });
});

describe('compression', () => {
  test.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ])('for a viewer that accepts %s is %s', async (accepted, encoding, decompress) => {
    const plain = await get('/site/assets/large.js');
    const { headers, body } = await get('/site/assets/large.js', { 'accept-encoding': accepted });
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(headers.etag).toBe(`W/${plain.headers.etag}`);
    expect(body.length).toBeLessThan(plain.body.length / 4);
    expect(decompress(body)).toEqual(plain.body);
  });

  test.each([
    ['a viewer that does not accept it', '/site/assets/large.js', 'identity'],
    ['a small file', '/site/assets/small.js', 'br'],
    ['an answer of a behavior that caches nothing', `/greedy/${'x'.repeat(2000)}`, 'br'],
  ])('is none for %s', async (_what, path, accepted) => {
    const { status, headers } = await get(path, { 'accept-encoding': accepted });
    expect([status, headers['content-encoding']]).toEqual([200, undefined]);
  });
});

describe('a function of the viewer’s request', () => {
  test('may name another file', async () => {
    const { status, headers, body } = await get('/site/some/page?a=b');
    expect([status, body.toString()]).toEqual([200, expect.stringContaining('<title>Fixture</title>')]);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('may answer by itself', async () => {
    const { status, headers } = await get('/site/moved?a=1&b=2');
    expect([status, headers.location, headers['x-extra']]).toEqual([302, '/site/?from=1', 'more']);
    // The policy leaves the origin's header, and adds its own where there is none.
    expect(headers['cache-control']).toBe('no-store');
  });

  test('sees the event of CloudFront, and nothing of this machine', async () => {
    const { body } = await get('/site/what', { 'x-some': 'header', cookie: 'c=value' });
    expect(JSON.parse(body.toString())).toEqual([
      '1.0',
      '127.0.0.1',
      'GET',
      'header',
      'value',
      'undefined',
      'undefined',
    ]);
  });
});

const Mirrored = z.object({
  event: z.object({
    rawPath: z.string(),
    rawQueryString: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().optional(),
    requestContext: z.object({ http: z.object({ method: z.string() }) }),
  }),
});

describe('the API', () => {
  const token = () =>
    fixture.issuer.token({ subject: 'a', scope: 'contacts', claims: { nic: 'ab12345-ovh' } });

  test('gets the method, the path, the query, the body and every header but Host', async () => {
    const response = await fetch(`${fixture.stack.distributionUrl}/mirror/one/two?a=1&b=%20`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await token()}`, 'x-some': 'header', 'content-type': 'text/plain' },
      body: 'the body',
    });
    expect(response.status).toBe(200);
    const { event } = Mirrored.parse(await response.json());
    expect(event).toMatchObject({
      rawPath: '/mirror/one/two',
      rawQueryString: 'a=1&b=%20',
      body: 'the body',
      requestContext: { http: { method: 'PUT' } },
      headers: { 'x-some': 'header', 'x-forwarded-for': expect.stringContaining('127.0.0.1') },
    });
    expect(event.headers['host']).toMatch(/^\w+\.execute-api\.eu-west-3\.amazonaws\.com$/);
  });

  test.each([
    ['without a token', '/mirror/one/two', undefined, 401],
    ['without the scope', '/operators', token, 403],
    ['without a route', '/nothing/here', token, 404],
    ['that fails', '/misbehave/throw', undefined, 500],
  ])('answers a request %s itself', async (_what, path, bearer, status) => {
    const headers: Record<string, string> =
      bearer === undefined ? {} : { authorization: `Bearer ${await bearer()}` };
    const through = await get(path, headers);
    const direct = await fixture.request(path, { headers });
    expect(through.status).toBe(status);
    expect(direct.status).toBe(status);
    expect(through.body.toString()).toBe(await direct.text());
    expect(through.headers['content-type']).toBe(direct.headers.get('content-type'));
  });
});

test('what is beside the distribution answers below its path', async () => {
  expect((await get('/elsewhere/page?q=1')).body.toString()).toBe('elsewhere /elsewhere/page?q=1');
  expect((await get('/elsewhere')).status).toBe(404);
});
