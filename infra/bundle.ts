import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { openApiDocument } from './openapi.ts';

const root = join(import.meta.dirname, '..');

/** Where a function's code comes from, by its folder below `functions/`. */
export type CodeOf = (folder: string) => Code;

/**
 * Ways to credentials that no Lambda function takes: it has them in its environment, where the SDK looks first.
 * They would be a fifth of every bundle.
 */
const unusedCredentialProviders = ['ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

/** CommonJS packages inside an ES module still ask for Node's own modules by `require`. */
const requireInModule = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** How a function's code is made: one module, the SDK included, minified. */
export const bundleOptions = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  external: [...unusedCredentialProviders, '@smithy/credential-provider-imds'],
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  banner: { js: requireInModule },
  legalComments: 'none',
} satisfies BuildOptions;

/**
 * Bundles every function, the SDK included, in one run of esbuild: each file is parsed once for all of them,
 * which makes a synthesis several times quicker than a bundle at a time. Writes `metafile.json` beside them, and
 * the contract's document beside the function that serves it.
 */
export function bundleFunctions(outputDirectory: string): CodeOf {
  rmSync(outputDirectory, { recursive: true, force: true });
  mkdirSync(outputDirectory, { recursive: true });
  const handlers = globSync('functions/*/*/handler.ts', { cwd: root });
  const { metafile } = buildSync({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints: handlers.map((handler) => ({ in: handler, out: `${folderOf(handler)}/index` })),
    outdir: outputDirectory,
    metafile: true,
  });
  writeFileSync(join(outputDirectory, 'metafile.json'), JSON.stringify(metafile));
  writeFileSync(join(outputDirectory, 'api/get-openapi/openapi.json'), JSON.stringify(openApiDocument()));
  return (folder) => Code.fromAsset(join(outputDirectory, folder));
}

const folderOf = (handler: string): string =>
  dirname(handler)
    .replaceAll('\\', '/')
    .replace(/^functions\//, '');
