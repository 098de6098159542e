import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { expect, test } from 'vitest';
import { authorize } from '../../infra/local/api-gateway/authorizer.ts';

const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('RS256');
const issuer = { url: 'https://issuer.test/one', keyId: 'key', publicKey };
const rule = { issuer: issuer.url, audiences: ['voip-contacts', 'other'], scopes: ['contacts', 'operator'] };

const now = Math.floor(Date.now() / 1000);
const day = 24 * 60 * 60;
const good: JWTPayload = {
  iss: issuer.url,
  aud: 'voip-contacts',
  exp: now + day,
  iat: now,
  nic: 'a',
  scope: 'contacts',
};

/** A token that differs from a good one in the given claims; `undefined` leaves a claim out. */
function sign(
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
  key: CryptoKey | Uint8Array = privateKey,
): Promise<string> {
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'key', ...header })
    .sign(key);
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function statusOf(header: string | undefined): Promise<number> {
  const authorization = await authorize(rule, issuer, header);
  return authorization.allowed ? 200 : authorization.status;
}

test('Claims that are null are left out of the event, beside others', async () => {
  const authorization = await authorize(
    rule,
    issuer,
    `Bearer ${await sign({ empty: null, list: [null, 1], no: false })}`,
  );
  if (!authorization.allowed) throw new Error(authorization.reason);
  expect(authorization.identity.claims).not.toHaveProperty('empty');
  expect(authorization.identity.claims).toMatchObject({ list: '[null 1]', no: 'false', nic: 'a' });
  const without = await authorize(rule, issuer, `Bearer ${await sign({ scope: null, scp: 'contacts' })}`);
  expect(without).toMatchObject({ allowed: true, identity: { scopes: ['contacts'] } });
});

test.each<[string, string | undefined]>([
  ['none', undefined],
  ['an empty one', ''],
  ['a scheme alone', 'Bearer '],
  ['garbage', 'Bearer garbage'],
  ['another scheme', 'Basic YTpi'],
  ['two tokens', `Bearer ${await sign()} ${await sign()}`],
  ['no signature', `Bearer ${encode({ alg: 'none', kid: 'key' })}.${encode(good)}.`],
  ['altered claims', `Bearer ${(await sign()).replace(/\.[^.]+\./, `.${encode({ ...good, nic: 'b' })}.`)}`],
  ['the signature of another key', `Bearer ${await sign({}, {}, stranger.privateKey)}`],
  [
    'the public key as a secret',
    `Bearer ${await sign({}, { alg: 'HS256' }, Buffer.from((await exportJWK(publicKey)).n ?? ''))}`,
  ],
  ['another key id', `Bearer ${await sign({}, { kid: 'other' })}`],
  ['no key id', `Bearer ${await sign({}, { kid: undefined })}`],
  ['another issuer', `Bearer ${await sign({ iss: 'https://issuer.test/two' })}`],
  ['no issuer', `Bearer ${await sign({ iss: undefined })}`],
  ['an end that has passed', `Bearer ${await sign({ exp: now - 1 })}`],
  ['no end', `Bearer ${await sign({ exp: undefined })}`],
  ['a beginning to come', `Bearer ${await sign({ nbf: now + day })}`],
  ['a moment of issue to come', `Bearer ${await sign({ iat: now + day })}`],
  ['another audience', `Bearer ${await sign({ aud: 'someone' })}`],
  ['no audience', `Bearer ${await sign({ aud: undefined })}`],
  [
    'another audience, though its client is ours',
    `Bearer ${await sign({ aud: 'someone', client_id: 'other' })}`,
  ],
])('a token with %s is unauthorized', async (_name, header) => {
  expect(await statusOf(header)).toBe(401);
});

test.each([
  ['no scope', { scope: undefined }],
  ['another scope', { scope: 'contact contactsx' }],
  ['another scope in a list', { scope: undefined, scp: ['read'] }],
])('a token with %s is forbidden', async (_name, claims) => {
  expect(await statusOf(`Bearer ${await sign(claims)}`)).toBe(403);
});

test.each([
  ['the scope among others', { scope: 'openid operator' }],
  ['the scope in a list', { scope: undefined, scp: ['operator'] }],
  ['the audience among others', { aud: ['someone', 'other'] }],
  ['a client instead of an audience', { aud: undefined, client_id: 'other' }],
])('a token with %s is allowed', async (_name, claims) => {
  expect(await statusOf(`Bearer ${await sign(claims)}`)).toBe(200);
});

test('a token without its scheme, or with the scheme in small letters, is allowed', async () => {
  expect(await statusOf(await sign())).toBe(200);
  expect(await statusOf(`bearer ${await sign()}`)).toBe(200);
});

test('every claim becomes a string', async () => {
  const token = await sign({ groups: ['a', 'b'], admin: true, level: 3, address: { city: 'x' } });
  expect(await authorize(rule, issuer, `Bearer ${token}`)).toEqual({
    allowed: true,
    identity: {
      claims: {
        ...good,
        exp: String(good.exp),
        iat: String(good.iat),
        groups: '[a b]',
        admin: 'true',
        level: '3',
        address: '{"city":"x"}',
      },
      scopes: ['contacts'],
    },
  });
});

test('without scopes on the route, any valid token is accepted', async () => {
  const token = await sign({ scope: undefined });
  expect(await authorize({ ...rule, scopes: [] }, issuer, `Bearer ${token}`)).toMatchObject({
    allowed: true,
    identity: { scopes: null },
  });
});
