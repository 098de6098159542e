import { stop } from 'esbuild';
import { buildBundles } from './bundles/build-bundles.ts';
import { functionBundles } from './bundles/function-bundles.ts';

const bundles = functionBundles({ minify: !process.argv.includes('--readable-code') });
// Before CDK is loaded, and then without esbuild, so that they are never in memory at once with 200 MB each.
await buildBundles(bundles);
await stop();
const { synthesize } = await import('./synthesize.ts');
await synthesize(bundles);
