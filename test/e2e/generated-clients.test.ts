import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import type { Scene, Seen } from '../clients/walk.ts';
import { localDocument } from '../support/local-document.ts';
import { RunningStack } from '../support/running-stack.ts';

const root = join(import.meta.dirname, '../..');
const generators = join(root, 'test/generators');
const Walk = z.object({
  walk: z.custom<(scene: Scene) => Promise<Seen>>((value) => typeof value === 'function'),
});

let folder: string;

/** Runs a script of a package, in the folder of the clients. */
function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, report: stdout + stderr };
}

function generate(script: string, ...args: readonly string[]): void {
  const { status, report } = run(join(generators, 'node_modules', script), ...args);
  if (status !== 0) throw new Error(`${script} failed: ${report}`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clients-'));
  cpSync(join(root, 'test/clients'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(localDocument()));
  generate('openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'openapi.ts');
  generate('@hey-api/openapi-ts/bin/run.js', '-i', 'openapi.json', '-o', 'hey-api', '--no-log-file');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('Two generated clients compile in strict mode, and a misspelt role, state or code does not', () => {
  const { report } = run(join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false');
  const found = report.matchAll(/^([\w./-]+)\((\d+),\d+\): error/gm);
  const refused = readdirSync(folder)
    .filter((file) => file.endsWith('-misspelt.ts'))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.endsWith('// refused') ? [`${file}:${index + 1}`] : [])),
    );
  expect(refused).toHaveLength(14);
  expect([...new Set(Array.from(found, ([, file, line]) => `${file}:${line}`))].toSorted()).toEqual(
    refused.toSorted(),
  );
});

it.each(['openapi-fetch', 'hey-api'])('A client made by %s does the walk of the README', async (name) => {
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [join(folder, `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  const { walk } = Walk.parse(await import(pathToFileURL(outfile).href));
  const running = await RunningStack.shared();
  const { groupId, administration, heir: recipient } = await running.group(5);
  const seen = await walk({
    url: running.stack.url,
    groupId,
    recipient,
    tokens: {
      administration: await running.token(administration),
      recipient: await running.token(recipient),
    },
    pause: () => sleep(50),
  });
  expect(seen).toEqual({
    first: 'awaiting-consent',
    last: 'completed',
    refusal: 'change-pending',
    applied: 3,
  });
});
