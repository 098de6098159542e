import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, stop } from 'esbuild';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleOptions } from '../../../infra/bundles/options.ts';

/** Bundles the peers' functions as the system's are. */
export async function bundlePeers(outputDirectory: string): Promise<(name: string) => Code> {
  const functions = join(import.meta.dirname, 'functions');
  const handlers = globSync('*/handler.ts', { cwd: functions });
  await build({
    ...bundleOptions,
    absWorkingDir: functions,
    entryPoints: handlers.map((handler) => ({ in: handler, out: `${basename(dirname(handler))}/index` })),
    outdir: outputDirectory,
  });
  await stop();
  return (name) => Code.fromAsset(join(outputDirectory, name));
}
