import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renewed } from '../../clients/cli/sign-in/token-source.ts';
import { listen } from '../../infra/local/lib/listen.ts';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { contacts } from './support/contacts.ts';

const audience = 'https://contacts.test';

/** An OIDC issuer that gives a program the tokens of an operator of the running stack. */
const issuer = { url: '', requests: [] as URLSearchParams[], token: '' };
const server = createServer((request, response) => {
  const json = (status: number, value: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.url === '/.well-known/openid-configuration') {
    json(200, { issuer: issuer.url, token_endpoint: `${issuer.url}/token`, jwks_uri: `${issuer.url}/keys` });
    return;
  }
  void text(request).then((body) => {
    const parameters = new URLSearchParams(body);
    issuer.requests.push(parameters);
    if (parameters.get('client_secret') === 'right') {
      json(200, { access_token: issuer.token, token_type: 'Bearer', expires_in: 300 });
    } else json(401, { error: 'invalid_client', error_description: 'No such client.' });
  });
});

let running: RunningStack;
beforeAll(async () => {
  running = await RunningStack.shared();
  issuer.url = `http://127.0.0.1:${await listen(server, 0)}`;
  issuer.token = await running.token(operatorNic, { operator: true });
});
afterAll(() => void server.close());
beforeEach(() => void (issuer.requests.length = 0));

const credentials = (secret: string) => ({
  CONTACTS_API: `${running.stack.url}/`,
  CONTACTS_ISSUER: issuer.url,
  CONTACTS_CLIENT_ID: 'nightly',
  CONTACTS_CLIENT_SECRET: secret,
  CONTACTS_SCOPE: 'operator',
  CONTACTS_AUDIENCE: audience,
});

describe('A program signs in', () => {
  it('with its credentials, once for all calls', async () => {
    const listed = await contacts(['stuck', '--json'], { environment: credentials('right') });
    expect(listed).toMatchObject({ exitCode: 0, errors: '' });
    expect(issuer.requests.map((parameters) => Object.fromEntries(parameters))).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: 'nightly',
        client_secret: 'right',
        scope: 'operator',
        audience,
      },
    ]);
  });

  it('or is told why not, without its secret', async () => {
    const refused = await contacts(['me'], { environment: credentials('wrong') });
    expect(refused).toMatchObject({ exitCode: 3, output: '' });
    expect(refused.errors).toContain(`Could not sign in at ${issuer.url} as nightly: `);
    expect(refused.errors).toContain('invalid_client: No such client.\nCheck CONTACTS_ISSUER');
    expect(refused.errors).not.toContain('wrong');
  });

  it('and gets another token shortly before the old one expires, once for calls at the same time', async () => {
    let [now, given] = [0, 0];
    const token = renewed(
      () => Promise.resolve({ value: `token${++given}`, expiresInSeconds: 300 }),
      () => new Date(now),
    );
    expect(await Promise.all([token(), token()])).toEqual(['token1', 'token1']);
    now = 239_999;
    expect(await token()).toBe('token1');
    now = 240_000;
    expect(await token()).toBe('token2');
  });
});

describe('Without the right token', () => {
  it.each([
    ['no address', {}, 2, 'Where is the API?'],
    ['a wrong address', { CONTACTS_API: 'contacts' }, 2, 'contacts is no address'],
    ['no one', { CONTACTS_API: 'http://127.0.0.1:9' }, 3, 'Who calls? Set CONTACTS_TOKEN'],
  ])('%s ends before anything is sent', async (_what, environment, exitCode, reason) => {
    const ended = await contacts(['groups'], {
      environment,
      fetch: () => Promise.reject(new Error('Something was sent.')),
    });
    expect(ended).toMatchObject({ exitCode, output: '' });
    expect(ended.errors).toContain(reason);
  });

  it('a token that the API does not accept, or no scope, is 3', async () => {
    const environment = { CONTACTS_API: running.stack.url, CONTACTS_TOKEN: 'bad' };
    const ended = await contacts(['groups'], { environment });
    expect(ended).toMatchObject({ exitCode: 3, errors: expect.stringContaining('Not signed in: ') });
  });

  it('a nic of a laptop is never taken elsewhere, nor an operator without one', async () => {
    const elsewhere = await contacts(['--api', 'https://contacts.test', '--as', 'ab1-ovh', 'groups']);
    expect(elsewhere).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('--as is for a stack on this'),
    });
    const environment = { CONTACTS_API: 'https://contacts.test', CONTACTS_TOKEN: 'x' };
    const operator = await contacts(['--operator', 'groups'], { environment });
    expect(operator).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('--operator goes with --as'),
    });
  });

  it('an API that cannot be reached is 3', async () => {
    const environment = { CONTACTS_API: 'https://contacts.test', CONTACTS_TOKEN: 'x' };
    const ended = await contacts(['groups'], {
      environment,
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })),
    });
    expect(ended).toMatchObject({ exitCode: 3, output: '' });
    expect(ended.errors).toContain('Could not reach https://contacts.test: ECONNREFUSED\nCheck the address');
  });
});
