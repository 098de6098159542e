import { readdirSync } from 'node:fs';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { folderIssuer } from '../../infra/local/api-gateway/issuer.ts';
import { temporaryFolder } from './support/assembly.ts';

test('concurrent creations of the issuer return the same one', async () => {
  const folder = temporaryFolder();
  const issuers = await Promise.all(Array.from({ length: 5 }, () => folderIssuer(folder, 'items')));
  const token = await issuers[0]?.token({ subject: 'someone', scope: 'read' });
  expect(new Set(issuers.map(({ url }) => url)).size).toBe(1);
  for (const { publicKey } of issuers) await expect(jwtVerify(token ?? '', publicKey)).resolves.toBeDefined();
  expect(readdirSync(folder)).toEqual(['issuer.json']);
});

test('a token names its bearer and expires', async () => {
  const issuer = await folderIssuer(temporaryFolder(), 'items');
  const token = await issuer.token({
    subject: 'someone',
    scope: 'read write',
    claims: { account: 'a1' },
    expiresInSeconds: 60,
  });
  const claims = decodeJwt(token);
  expect(claims).toEqual({
    iss: issuer.url,
    aud: 'items',
    sub: 'someone',
    account: 'a1',
    scope: 'read write',
    iat: expect.any(Number),
    exp: (claims.iat ?? 0) + 60,
  });
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: issuer.keyId });
});
