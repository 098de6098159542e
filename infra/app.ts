import { stop } from 'esbuild';
import { buildConsole } from './bundles/console-files.ts';
import { buildBundles } from './bundles/build-bundles.ts';
import { functionBundles } from './bundles/function-bundles.ts';
import { shownError } from './command-line.ts';

const bundles = functionBundles({ minify: !process.argv.includes('--readable-code') });
try {
  // Before CDK is loaded, and then without esbuild, so that they are never in memory at once with 200 MB each.
  await buildBundles(bundles);
  await stop();
  const consoleFolder = await buildConsole();
  const { synthesize } = await import('./synthesize.ts');
  await synthesize(bundles, consoleFolder);
} catch (error) {
  process.stderr.write(`${shownError(error)}\n`);
  process.exitCode = 1;
}
