/**
 * `npm test`: runs all checks, then all tests, and stops after the first part that fails. `--checks`: only the checks.
 */
import { parseArgs } from 'node:util';
import { onEnd } from '../infra/laptop/end-of-process.ts';
import { runChecks } from './gate/checks.ts';
import { isGood, report, seconds, type Result } from './gate/result.ts';
import { findChromium, howToGetChromium } from './console/support/chromium.ts';
import { runTests } from './gate/tests.ts';

type Part = () => Promise<Result>;

/** Without a browser, its tests are left out on a developer's machine, and fail in CI. */
const hasBrowser = findChromium() !== undefined || process.env['CI'] !== undefined;

const { values } = parseArgs({ options: { checks: { type: 'boolean', default: false } } });
const parts: readonly Part[] = [
  runChecks,
  () => runTests(['rules']),
  () => runTests(['stack', ...(hasBrowser ? ['console'] : []), 'faults', 'bench']),
].slice(0, values.checks ? 1 : undefined);

// Child processes hold a pipe to this process, and end when it ends.
const end = (): never => process.exit(1);
onEnd(end, end);

const started = performance.now();
const results: Result[] = [];
for (const [index, part] of parts.entries()) {
  console.log(`[${index + 1} of ${parts.length}, ${seconds(started)} s]`);
  const result = await part();
  results.push(result);
  if (!isGood(result)) break;
}
if (results.length < parts.length) console.log('\nThe remaining parts did not run. Fix this one first.');
if (!hasBrowser) console.log(`\nSKIPPED the tests of test/console in a browser: ${howToGetChromium}.`);
process.exitCode = results.every(isGood) ? 0 : 1;
report(results);
