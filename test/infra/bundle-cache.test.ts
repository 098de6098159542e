import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildBundles } from '../../infra/bundles/build-bundles.ts';
import { BundleCache, type Bundle } from '../../infra/bundles/bundle-cache.ts';

const entryPoints = { 'api/one': 'one.ts', 'api/two': 'two.ts' };

let root: string;

/** Writes a source file long before any build begins. */
function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  utimesSync(join(root, path), 0, 0);
}

/** Builds as if in a new process. */
async function build(buildKey = 'first'): Promise<{ built: string[]; bundles: Map<string, Bundle> }> {
  const cache = new BundleCache({ folder: join(root, '.cache'), root, buildKey });
  const bundles = new Map<string, Bundle>();
  const options = {
    bundle: true,
    format: 'esm',
    minify: true,
    outExtension: { '.js': '.mjs' },
    platform: 'node',
  } as const;
  const built = await buildBundles({ root, entryPoints, options, cache }, (name, bundle) =>
    bundles.set(name, bundle),
  );
  return { built, bundles };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-cache-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  write('shared/both.ts', 'export const greeting: string = `hello ${process.pid}`;');
  write('shared/unused.ts', 'export const unused = 1;');
  write(
    'one.ts',
    "import { greeting } from './shared/both.ts'; import './shared/unused.ts'; console.log(1, greeting);",
  );
  write('two.ts', "import { greeting } from './shared/both.ts'; console.log(2, greeting);");
});

describe('Building bundles', () => {
  it('builds nothing if nothing changed, and returns the same bundles', async () => {
    const first = await build();
    expect(first.built).toEqual(['api/one', 'api/two']);
    const second = await build();
    expect(second.built).toEqual([]);
    expect(second.bundles).toEqual(first.bundles);
  });

  it('builds only what imports a changed file', async () => {
    await build();
    write('two.ts', "import { greeting } from './shared/both.ts'; console.log('second', greeting);");
    const { built, bundles } = await build();
    expect(built).toEqual(['api/two']);
    expect(bundles.get('api/two')?.code).toContain('second');
    expect(bundles.size).toBe(2);

    write('shared/both.ts', 'export const greeting: string = `good evening ${process.pid}`;');
    expect((await build()).built).toEqual(['api/one', 'api/two']);
  });

  it('rebuilds if a file changes that was tree-shaken from the bundle', async () => {
    await build();
    write('shared/unused.ts', "console.log('no longer without effect');");
    const { built, bundles } = await build();
    expect(built).toEqual(['api/one']);
    expect(bundles.get('api/one')?.code).toContain('no longer without effect');
  });

  it('rebuilds everything if options or versions change', async () => {
    await build('first');
    expect((await build('second')).built).toEqual(['api/one', 'api/two']);
  });

  it('does not cache a build if a source was written after the build began', async () => {
    const later = Date.now() / 1000 + 3_600;
    utimesSync(join(root, 'two.ts'), later, later);
    await build();
    expect((await build()).built).toEqual(['api/two']);
  });

  it('rebuilds a damaged bundle of the cache', async () => {
    await build();
    writeFileSync(join(root, '.cache/api/one.json'), '{"buildKey":"first"');
    expect((await build()).built).toEqual(['api/one']);
  });

  it('serves two builds at once', async () => {
    const [first, second] = await Promise.all([build(), build()]);
    expect(first.bundles).toEqual(second.bundles);
    expect((await build()).built).toEqual([]);
  });

  it('maps a bundle to its sources, as paths from the root', async () => {
    const { bundles } = await build();
    expect(bundles.get('api/one')?.map.sources).toEqual(['shared/both.ts', 'one.ts']);
  });
});
