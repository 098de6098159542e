import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { localIssuer } from '../../infra/local/lib/issuer.ts';
import { temporaryFolder } from './support/assembly.ts';

test('those who make the issuer at the same time get the same one', async () => {
  const folder = temporaryFolder();
  const issuers = await Promise.all(Array.from({ length: 5 }, () => localIssuer(folder)));
  const token = await issuers[0]?.token({ nic: 'ab12345-ovh' });
  expect(new Set(issuers.map(({ url }) => url)).size).toBe(1);
  for (const { publicKey } of issuers) await expect(jwtVerify(token ?? '', publicKey)).resolves.toBeDefined();
  expect(readdirSync(folder)).toEqual(['issuer.json']);
});

test('a token says who its bearer is, until when', async () => {
  const issuer = await localIssuer(temporaryFolder());
  const token = await issuer.token({ nic: 'ab12345-ovh', expiresInSeconds: 60 });
  const claims = decodeJwt(token);
  expect(claims).toEqual({
    iss: issuer.url,
    aud: 'voip-contacts',
    sub: 'ab12345-ovh',
    nic: 'ab12345-ovh',
    scope: 'contacts',
    iat: expect.any(Number),
    exp: (claims.iat ?? 0) + 60,
  });
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: issuer.keyId });
  const operator = await issuer.token({ nic: 'ab12345-ovh', operator: true });
  expect(decodeJwt(operator)['scope']).toBe('contacts operator');
});

describe('the command', () => {
  const run = promisify(execFile);
  const script = fileURLToPath(new URL('../../infra/laptop/token.ts', import.meta.url));

  test('prints a token of the checkout and nothing else', async () => {
    const { stdout, stderr } = await run(process.execPath, [
      script,
      'ab12345-ovh',
      '--operator',
      '--expires-in',
      '-60',
    ]);
    const { publicKey } = await localIssuer();
    expect(stdout).toMatch(/^\S+\n$/);
    expect(stderr).toBe('');
    await expect(jwtVerify(stdout.trim(), publicKey)).rejects.toThrow('"exp" claim timestamp check failed');
    await expect(
      jwtVerify(stdout.trim(), publicKey, { currentDate: new Date(Date.now() - 120_000) }),
    ).resolves.toMatchObject({ payload: { nic: 'ab12345-ovh', scope: 'contacts operator' } });
  });

  test.each([
    [[]],
    [['a', 'b']],
    [['a', '--expires-in', 'soon']],
    [['a', '--unheard']],
    [['a', '--expires-in']],
  ])('refuses %j', async (words) => {
    await expect(run(process.execPath, [script, ...words])).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('usage: '),
    });
  });
});
