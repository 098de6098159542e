import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildBundles } from '../../infra/bundles/build-bundles.ts';
import { BundleCache } from '../../infra/bundles/bundle-cache.ts';
import { bundleOptions } from '../../infra/bundles/options.ts';
import { resolveStack, type MappedCode } from '../../infra/bundles/resolve-stack.ts';

const source = `import { refuseChange } from './rules.ts';

class ChangeJudge {
  async judgeChange(count: number): Promise<void> {
    await Promise.resolve();
    refuseChange(count);
  }
}

export async function handler(event: { readonly count: number }): Promise<void> {
  await new ChangeJudge().judgeChange(event.count);
}
`;
const rules = `export interface Unused {
  readonly nothing: string;
}

export function refuseChange(count: number): void {
  if (count > 0) console.debug(count);
  throw new RangeError(\`no change of \${count}\`);
}
`;

let root: string;
let mapped: MappedCode;
let stack: string;

const Handler = z.object({
  handler: z.custom<(event: { count: number }) => Promise<void>>((value) => typeof value === 'function'),
});
const Map = z.object({ version: z.number(), names: z.array(z.string()), mappings: z.string() });

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'stack-trace-'));
  writeFileSync(join(root, 'handler.ts'), source);
  writeFileSync(join(root, 'rules.ts'), rules);
  const cache = new BundleCache({ folder: join(root, '.cache'), root, buildKey: '' });
  const bundles = { root, entryPoints: { index: 'handler.ts' }, options: bundleOptions, cache };
  await buildBundles(bundles, (_name, { code, map }) => {
    mapped = { code, map: { ...Map.parse(map), sources: map.sources } };
  });
  writeFileSync(join(root, 'index.mjs'), mapped.code);
  const { handler } = Handler.parse(await import(pathToFileURL(join(root, 'index.mjs')).href));
  stack = await handler({ count: 0 }).then(
    () => 'nothing was thrown',
    (error: unknown) => (error instanceof Error ? (error.stack ?? '') : ''),
  );
});
afterAll(() => rmSync(root, { recursive: true }));

const framesOf = (text: string) => text.split('\n').filter((line) => !line.includes('node:internal'));

describe('A stack trace of a minified bundle', () => {
  it('leads to the files, lines and functions of the source', () => {
    expect(stack).toContain('index.mjs');
    expect(stack).not.toContain('rules.ts');
    const [message, ...frames] = framesOf(resolveStack(stack, mapped));
    expect(message).toBe('RangeError: no change of 0');
    expect(frames.slice(0, 3)).toEqual([
      expect.stringMatching(/^ {4}at refuseChange \(rules\.ts:7:\d+\)$/),
      expect.stringMatching(/^ {4}at ChangeJudge\.judgeChange \(handler\.ts:6:\d+\)$/),
      expect.stringMatching(/^ {4}at (?:async )?handler \(handler\.ts:11:\d+\)$/),
    ]);
  });

  it('is resolved inside a JSON log line', () => {
    const line = JSON.stringify({
      service: 'getGroup',
      error: { stack: stack.replaceAll(root, '/var/task') },
    });
    expect(resolveStack(line, mapped)).toContain(String.raw`\n    at refuseChange (rules.ts:7:`);
  });

  it('keeps frames outside the bundle', () => {
    const text = '    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)';
    expect(resolveStack(text, mapped)).toBe(text);
  });
});
