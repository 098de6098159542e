import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import * as z from 'zod';
import type { Bundle, BundleCache } from './bundle-cache.ts';

/** Each holds 15 MB until the run ends. A run reads the packages again, which takes as long as three entry points. */
const entryPointsPerRun = 6;

/** Go's GOGC for esbuild, in percent. The default, 100, takes 60 MB more. */
const garbagePercent = '50';

const SourceMap = z.looseObject({ sources: z.array(z.string()) });

export interface Bundles {
  /** Paths of entry points and inputs are relative to it. */
  readonly root: string;
  readonly entryPoints: Readonly<Record<string, string>>;
  readonly options: BuildOptions;
  readonly cache: BundleCache;
}

/** Takes one bundle at a time, so that not all are in memory. */
type TakeBundle = (name: string, bundle: Bundle) => void;

/** Builds what is not in the cache and passes every bundle to `take`. Returns the names of those built. */
export async function buildBundles(bundles: Bundles, take: TakeBundle = () => {}): Promise<string[]> {
  const missing: [string, string][] = [];
  for (const [name, file] of Object.entries(bundles.entryPoints)) {
    const bundle = bundles.cache.find(name);
    if (bundle === undefined) missing.push([name, file]);
    else take(name, bundle);
  }
  process.env['GOGC'] ??= garbagePercent;
  for (let at = 0; at < missing.length; at += entryPointsPerRun) {
    await buildSome(missing.slice(at, at + entryPointsPerRun), bundles, take);
  }
  return missing.map(([name]) => name);
}

async function buildSome(
  entryPoints: readonly [string, string][],
  { root, options, cache }: Bundles,
  take: TakeBundle,
): Promise<void> {
  mkdirSync(cache.folder, { recursive: true });
  const outdir = mkdtempSync(join(cache.folder, 'run-'));
  const since = Date.now();
  try {
    const { metafile } = await build({
      ...options,
      absWorkingDir: root,
      entryPoints: entryPoints.map(([name, file]) => ({ in: file, out: name })),
      outdir,
      metafile: true,
      sourcemap: 'external',
      sourcesContent: false,
    });
    for (const [name, entryPoint] of entryPoints) {
      const file = join(outdir, `${name}.mjs`);
      const output = metafile.outputs[relative(root, file).replaceAll('\\', '/')];
      if (output === undefined) throw new Error(`esbuild made no ${file}`);
      const bytesOf = Object.entries(output.inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput]);
      const bundle = {
        code: readFileSync(file, 'utf8'),
        map: readMap(`${file}.map`, root),
        bytes: output.bytes,
        bytesOf: Object.fromEntries(bytesOf),
      };
      cache.keep(name, bundle, filesReadFor(entryPoint, metafile), since);
      take(name, bundle);
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Includes files tree-shaken out of the bundle: a change may bring them in. */
function filesReadFor(entryPoint: string, { inputs }: Metafile): string[] {
  const files = new Set([entryPoint]);
  // Iterating a set also visits what is added on the way.
  for (const file of files) {
    for (const { path, external } of inputs[file]?.imports ?? []) if (external !== true) files.add(path);
  }
  return [...files];
}

/** Reads a source map and makes its sources relative to the root. */
function readMap(file: string, root: string): z.infer<typeof SourceMap> {
  const map = SourceMap.parse(JSON.parse(readFileSync(file, 'utf8')));
  const fromRoot = (source: string): string => relative(root, resolve(dirname(file), source));
  return { ...map, sources: map.sources.map((source) => fromRoot(source).replaceAll('\\', '/')) };
}
