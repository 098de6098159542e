import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { version } from 'esbuild';
import type { Bundles } from './build-bundles.ts';
import { BundleCache } from './bundle-cache.ts';
import { bundleOptions } from './options.ts';

const root = join(import.meta.dirname, '../..');

/**
 * The bundles of the functions, by folder below `functions/`, cached in `.cache/bundles`.
 * @param minify minified code loads faster, but a debugger cannot step through it well
 */
export function functionBundles({ minify }: { readonly minify: boolean }): Bundles {
  const handlers = globSync('functions/*/*/handler.ts', { cwd: root });
  const options = { ...bundleOptions, minify };
  const folder = join(root, '.cache/bundles', minify ? 'minified' : 'readable');
  return {
    root,
    entryPoints: Object.fromEntries(handlers.map((handler) => [folderOf(handler), handler])),
    options,
    cache: new BundleCache({ folder, root, buildKey: buildKeyOf(options) }),
  };
}

/** Hashes everything besides the inputs that affects a bundle: the options, the versions, and this code. */
function buildKeyOf(options: object): string {
  const hash = createHash('sha256').update(version).update(JSON.stringify(options));
  const ownCode = globSync('infra/bundles/*.ts', { cwd: root }).toSorted();
  for (const file of ['package-lock.json', 'tsconfig.json', ...ownCode])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const folderOf = (handler: string): string =>
  dirname(handler)
    .replaceAll('\\', '/')
    .replace(/^functions\//, '');
