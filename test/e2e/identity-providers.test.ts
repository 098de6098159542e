import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAssets } from '../../infra/bundle.ts';
import { functionBundles } from '../../infra/bundles/function-bundles.ts';
import { defineStacks } from '../../infra/define-stacks.ts';
import { startLocalStack, type LocalStack } from '../../infra/local/stack.ts';
import { consoleFolder } from '../support/stacks.ts';
import { recipes } from '../support/recipes.ts';

const keys = await generateKeyPair('RS256');

const signed = (claims: JWTPayload): Promise<string> => {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ ...claims, iat: now, exp: now + 600 })
    .setProtectedHeader({ alg: 'RS256', kid: 'key' })
    .sign(keys.privateKey);
};

describe.each(recipes())('A stack with the settings for $provider', ({ settings, caller, operator }) => {
  let folder: string;
  let stack: LocalStack;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'provider-'));
    const app = new App({ analyticsReporting: false, outdir: folder });
    const codeOf = await writeAssets(folder, functionBundles({ minify: true }), settings);
    const { service } = defineStacks(app, { name: 'local', settings, codeOf, consoleFolder });
    expect.assert(app.synth().stacks.some(({ stackName }) => stackName === service.stackName));
    const issuer = { url: settings.issuer, keyId: 'key', publicKey: keys.publicKey };
    stack = await startLocalStack({ assembly: folder, port: 0, issuer, log: () => {}, untimed: true });
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true });
  });

  const status = async (method: string, path: string, claims: JWTPayload, body?: unknown) => {
    const response = await fetch(stack.url + path, {
      method,
      headers: { authorization: `Bearer ${await signed(claims)}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.status;
  };

  it('lets its callers and its operators in, each to what is theirs', async () => {
    const account = { voipValidated: true, balanceCents: 0, status: 'open' };
    expect(await status('PUT', '/accounts/ab12345-ovh', operator, account)).toBe(200);
    expect(await status('PUT', '/accounts/ab12345-ovh', caller, account)).toBe(403);
    expect(await status('GET', '/groups', caller)).toBe(200);
    const { scope: _scope, scp: _scp, roles: _roles, ...without } = operator;
    expect(await status('GET', '/groups', without)).toBe(403);
    expect(await status('GET', '/groups', { ...caller, iss: 'https://elsewhere.example.com/' })).toBe(401);
  });
});
