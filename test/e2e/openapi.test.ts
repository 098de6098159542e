import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { operations } from '../../shared/http/contract/operations.ts';
import { readSettings } from '../../infra/environments.ts';
import { openApiDocument } from '../../infra/openapi.ts';
import { localDocument } from '../support/local-document.ts';
import { RunningStack } from '../support/running-stack.ts';

const redocly = join(import.meta.dirname, '../../node_modules/.bin/redocly');

it('The OpenAPI document passes the linter without a warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(localDocument()));
    writeFileSync(join(folder, 'redocly.yaml'), 'extends: [recommended-strict]\n');
    const { status, stdout } = spawnSync(redocly, ['lint', 'openapi.json', '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    const report = z.object({ problems: z.array(z.unknown()) }).parse(JSON.parse(stdout));
    expect([status, report.problems]).toEqual([0, []]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('The OpenAPI document is served, and names every operation with its security', async () => {
  const running = await RunningStack.shared();
  const { status, body } = await running.fetch('GET', '/openapi.json');
  expect(status).toBe(200);
  const settings = { ...readSettings('local'), issuer: running.issuer.url };
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument(settings))));
  const Document = z.object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ operationId: z.string(), security: z.array(z.unknown()) })),
    ),
  });
  const found = Object.values(Document.parse(body).paths).flatMap((path) => Object.values(path));
  expect(found.map((operation) => operation.operationId).toSorted()).toEqual(
    Object.keys(operations).toSorted(),
  );
  const open = found
    .filter((operation) => operation.security.length === 0)
    .map((operation) => operation.operationId);
  expect(open.toSorted()).toEqual(['getEventSchemas', 'getHealth', 'getOpenapi']);
});

it('Whoever has the OpenAPI document already does not get it again', async () => {
  const running = await RunningStack.shared();
  const first = await running.fetch('GET', '/openapi.json');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  for (const known of [etag, `"other", W/${etag}`, '*']) {
    const again = await running.fetch('GET', '/openapi.json', { headers: { 'if-none-match': known } });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag]);
  }
  const other = await running.fetch('GET', '/openapi.json', { headers: { 'if-none-match': '"other"' } });
  expect(other.status).toBe(200);
});
