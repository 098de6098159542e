import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { seconds, type Result } from './result.ts';

const packages = new URL('../../node_modules/', import.meta.url);
const guard = fileURLToPath(new URL('../../infra/local/lib/guard.ts', import.meta.url));

/** Remembers which files passed, so that only changed files are checked again. */
const cache = 'node_modules/.cache/checks';
const prettier = 'prettier/bin/prettier.cjs';

/** The command of each check: the script of a package and its arguments. */
const checks: Readonly<Record<string, readonly [script: string, ...args: string[]]>> = {
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

/** Runs all checks in parallel: types, lint with the import rules, format, and unused exports. */
export async function runChecks(): Promise<Result> {
  const names = Object.keys(checks);
  console.log(`checks: ${names.join(', ')}, in parallel`);
  const results = await Promise.all(Object.entries(checks).map(([name, command]) => runCheck(name, command)));
  const failures = results.filter((failure) => failure !== undefined);
  return { passed: names.length - failures.length, skipped: 0, failures };
}

async function runCheck(name: string, [script, ...args]: readonly [string, ...string[]]) {
  const started = performance.now();
  const path = fileURLToPath(new URL(script, packages));
  // The guard ends the check with this process, even if this process is killed.
  const child = spawn(process.execPath, [guard, process.execPath, path, ...args], {
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
  const command = ['node', `node_modules/${script}`, ...args].join(' ');
  return { what: `check ${name}`, why: `${why} (and ${more.length} more lines above)`, how: command };
}
