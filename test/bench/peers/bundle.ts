import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { Code } from 'aws-cdk-lib/aws-lambda';

const requireInModule = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** Bundles the peers' functions as the system's are: the SDK included, minified. */
export function bundlePeers(outputDirectory: string): (name: string) => Code {
  const functions = join(import.meta.dirname, 'functions');
  const handlers = globSync('*/handler.ts', { cwd: functions });
  buildSync({
    absWorkingDir: functions,
    entryPoints: handlers.map((handler) => ({ in: handler, out: `${basename(dirname(handler))}/index` })),
    outdir: outputDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    banner: { js: requireInModule },
    legalComments: 'none',
  });
  return (name) => Code.fromAsset(join(outputDirectory, name));
}
