import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { seconds, type Result } from './result.ts';

const packages = new URL('../../node_modules/', import.meta.url);
const guard = fileURLToPath(new URL('../../infra/local/lib/guard.ts', import.meta.url));

/** Keeps what was found good, so that only what changed is checked again. */
const cache = 'node_modules/.cache/checks';
const prettier = 'prettier/bin/prettier.cjs';

/** What each of them asks, by its name: the script of a package and its words. */
const checks: Readonly<Record<string, readonly [script: string, ...words: string[]]>> = {
  types: ['typescript/bin/tsc', '--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`],
  lint: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  format: [
    prettier,
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-location',
    `${cache}/prettier`,
    '.',
  ],
  unused: ['knip/bin/knip.js', '--cache'],
};

/** Runs all checks at once: types, lint with the import rules, format, and unused exports. */
export async function runChecks(): Promise<Result> {
  const names = Object.keys(checks);
  console.log(`checks: ${names.join(', ')}, all at once`);
  const results = await Promise.all(Object.entries(checks).map(([name, command]) => runCheck(name, command)));
  const failures = results.filter((failure) => failure !== undefined);
  return { passed: names.length - failures.length, skipped: 0, failures };
}

async function runCheck(name: string, [script, ...words]: readonly [string, ...string[]]) {
  const started = performance.now();
  const path = fileURLToPath(new URL(script, packages));
  // Behind the guard it ends with this process, however this process ends.
  const child = spawn(process.execPath, [guard, process.execPath, path, ...words], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const isGood = child.exitCode === 0;
  console.log(`  ${isGood ? 'ok  ' : 'FAIL'} ${name} (${seconds(started)} s)`);
  if (isGood) return undefined;
  // The first line is the guard's.
  const report = `${output.replace(/^.*\n/, '')}${errors}`.trim();
  console.log(report.replaceAll(/^/gm, '    '));
  const [why = '', ...more] = report.split('\n');
  const command = ['node', `node_modules/${script}`, ...words].join(' ');
  return { what: `check ${name}`, why: `${why} (and ${more.length} lines more above)`, how: command };
}
