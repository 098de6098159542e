import { generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunningStack } from '../support/running-stack.ts';

const nic = 'aa1-ovh';
let running: RunningStack;
let token: string;

beforeAll(async () => {
  running = await RunningStack.shared();
  token = await running.token(nic);
});

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('A token', () => {
  const signed = async (change: (jwt: SignJWT) => SignJWT = (jwt) => jwt): Promise<string> => {
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(Date.now() / 1000);
    const jwt = new SignJWT({ nic, scope: 'contacts' })
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
    'that has expired': () => running.issuer.token({ nic, expiresInSeconds: -5 }),
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

  it('of the issuer lets its caller in', async () => {
    expect((await running.fetch('GET', '/groups', { token })).status).toBe(200);
  });

  it.each(Object.keys(bad))('%s answers 401 in the words of API Gateway', async (name) => {
    const given = await bad[name]?.();
    const called = await running.fetch('GET', '/groups', given === undefined ? {} : { token: given });
    expect([called.status, called.body]).toEqual([401, { message: 'Unauthorized' }]);
    expect(running.errorLines).toEqual([]);
  });

  it('that names no nic answers 401 too', async () => {
    const nameless = await running.token('NOT A NIC');
    expect((await running.fetch('GET', '/groups', { token: nameless })).status).toBe(401);
    expect(running.errorLines).toEqual([]);
  });

  it('is not needed for the health check', async () => {
    const called = await running.fetch('GET', '/health');
    expect([called.status, called.body]).toEqual([200, { status: 'ok' }]);
  });
});
