import { createServer } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { localIssuer, type LocalIssuer } from '../../infra/laptop/issuer.ts';
import { samplePeople } from '../../infra/laptop/sample/people.ts';
import { signInProvider } from '../../infra/laptop/sign-in/provider.ts';
import { listen } from '../../infra/local/lib/listen.ts';
import { Browser } from './support/browser.ts';

const Tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  scope: z.string(),
});

const server = createServer();
let issuer: LocalIssuer;
let origin: string;

beforeAll(async () => {
  issuer = await localIssuer();
  const people = samplePeople();
  server.on('request', signInProvider({ issuer, people, tokenSeconds: 90 }));
  origin = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function authorization(parameters: Readonly<Record<string, string>> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    redirect_uri: `${origin}/console/signed-in`,
    scope: 'openid contacts operator',
    state: 's1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { verifier, url: `${origin}/oidc/auth?${query.toString()}` };
}

async function exchange(parameters: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ client_id: 'console', ...parameters });
  const response = await fetch(`${origin}/oidc/token`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

async function signIn(nic: string, browser = new Browser()) {
  const { verifier, url } = authorization();
  const page = await browser.get(url);
  const back = await browser.post(page.url, { nic });
  const code = new URL(back.url).searchParams.get('code') ?? '';
  const redirect_uri = `${origin}/console/signed-in`;
  const { body } = await exchange({
    grant_type: 'authorization_code',
    code,
    redirect_uri,
    code_verifier: verifier,
  });
  return Tokens.parse(body);
}

test('discovery names the issuer of the checkout, and the endpoints of this address', async () => {
  const discovery = await (await fetch(`${origin}/oidc/.well-known/openid-configuration`)).json();
  expect(discovery).toMatchObject({
    issuer: issuer.url,
    authorization_endpoint: `${origin}/oidc/auth`,
    token_endpoint: `${origin}/oidc/token`,
    jwks_uri: `${origin}/oidc/jwks`,
    end_session_endpoint: `${origin}/oidc/session/end`,
    code_challenge_methods_supported: ['S256'],
  });
  const jwks = await (await fetch(`${origin}/oidc/jwks`)).json();
  expect(jwks).toMatchObject({
    keys: [{ kid: issuer.keyId, kty: 'RSA', use: 'sig', n: issuer.signingKey.n }],
  });
  expect(JSON.stringify(jwks)).not.toContain('"d"');
});

test('the access token is one of the checkout: same key, audience and claims', async () => {
  const { access_token, expires_in, id_token } = await signIn('hq10001-ovh');
  const { payload } = await jwtVerify(access_token, issuer.publicKey, {
    issuer: issuer.url,
    audience: issuer.audience,
  });
  expect(payload).toMatchObject({ sub: 'hq10001-ovh', nic: 'hq10001-ovh', scope: 'contacts' });
  expect(decodeProtectedHeader(access_token)).toMatchObject({ alg: 'RS256', kid: issuer.keyId });
  expect(expires_in).toBe(90);
  expect(decodeJwt(id_token)).toMatchObject({ sub: 'hq10001-ovh', aud: 'console', iss: issuer.url });
});

test.each([
  ['op1-ovh', 'contacts operator'],
  ['ab12345-ovh', 'contacts'],
])('%s gets the scopes %s', async (nic, scope) => {
  expect(decodeJwt((await signIn(nic)).access_token)).toMatchObject({ nic, scope });
});

test('a refresh token is good once', async () => {
  const { refresh_token } = await signIn('it10002-ovh');
  const renew = () => exchange({ grant_type: 'refresh_token', refresh_token });
  const renewed = Tokens.parse((await renew()).body);
  expect(decodeJwt(renewed.access_token)).toMatchObject({ nic: 'it10002-ovh', scope: 'contacts' });
  expect(renewed.refresh_token).not.toBe(refresh_token);
  expect(await renew()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('a code without its verifier gives no token, and a request without PKCE no code', async () => {
  const browser = new Browser();
  const page = await browser.get(authorization().url);
  const back = await browser.post(page.url, { nic: 'hq10001-ovh' });
  const code = new URL(back.url).searchParams.get('code') ?? '';
  const wrong = {
    code_verifier: randomBytes(32).toString('base64url'),
    redirect_uri: `${origin}/console/signed-in`,
  };
  expect(await exchange({ grant_type: 'authorization_code', code, ...wrong })).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  const unprotected = new URL(authorization().url);
  unprotected.searchParams.delete('code_challenge');
  unprotected.searchParams.delete('code_challenge_method');
  expect((await new Browser().get(unprotected.href)).url).toContain('error=invalid_request');
});

test('a code goes to the console of this machine alone, at any port', async () => {
  const developing = authorization({ redirect_uri: 'http://localhost:5173/console/signed-in' });
  expect((await new Browser().get(developing.url)).status).toBe(200);
  const elsewhere = authorization({ redirect_uri: 'https://example.com/console/signed-in' });
  const { status, text } = await new Browser().get(elsewhere.url);
  expect(status).toBe(400);
  expect(text).toContain('redirect_uri');
});

test('the page lists everybody of the sample, in French first', async () => {
  const page = await new Browser().get(authorization().url);
  expect(page.text).toContain('<html lang="fr">');
  for (const { nic } of samplePeople()) expect(page.text).toContain(`value="${nic}"`);
  const english = await new Browser().get(authorization({ ui_locales: 'en' }).url);
  expect(english.text).toContain('<html lang="en">');
});

test('what is no nic is asked for again', async () => {
  const browser = new Browser();
  const page = await browser.get(authorization().url);
  const again = await browser.post(page.url, { nic: '<nobody>' });
  expect(again).toMatchObject({ status: 422, text: expect.stringContaining('role="alert"') });
  const back = await browser.post(page.url, { nic: ' AB12345-OVH ' });
  expect(back.url).toContain('code=');
});

test('signed in, nobody is asked again; signed out, one is', async () => {
  const browser = new Browser();
  const { id_token } = await signIn('hq10001-ovh', browser);
  const silent = await browser.get(authorization({ prompt: 'none' }).url);
  expect(silent.url).toContain('code=');
  const query = new URLSearchParams({
    id_token_hint: id_token,
    post_logout_redirect_uri: `${origin}/console/signed-out`,
  });
  const leaving = await browser.get(`${origin}/oidc/session/end?${query.toString()}`);
  const xsrf = /name="xsrf" value="(\w+)"/.exec(leaving.text)?.[1] ?? '';
  const left = await browser.post(`${origin}/oidc/session/end/confirm`, { xsrf, logout: 'yes' });
  expect(left.url).toBe(`${origin}/console/signed-out`);
  expect((await browser.get(authorization({ prompt: 'none' }).url)).url).toContain('error=login_required');
});
