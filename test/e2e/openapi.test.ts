import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../infra/openapi.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { RunningStack } from '../support/running-stack.ts';

const redocly = join(import.meta.dirname, '../../node_modules/.bin/redocly');

it('The OpenAPI document passes the linter without a warning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openApiDocument()));
    writeFileSync(join(folder, 'redocly.yaml'), 'extends: [recommended]\n');
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
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
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
  expect(open.toSorted()).toEqual(['getHealth', 'getOpenapi']);
});
