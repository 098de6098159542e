import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { seconds, type Result } from './result.ts';

const packages = new URL('../../node_modules/', import.meta.url);
const guard = fileURLToPath(new URL('../../infra/local/lib/guard.ts', import.meta.url));

/** Remembers what was found, so that only changed files are checked again. */
const cache = 'node_modules/.cache/checks';

/** The command of each check: the script of a package and its arguments. */
const checks: Readonly<Record<string, readonly [script: string, ...args: string[]]>> = {
  // One checker: each further one does a part of the same work again, and the checks share the processors.
  types: [
    'typescript/bin/tsc',
    '--checkers',
    '1',
    '--incremental',
    '--tsBuildInfoFile',
    `${cache}/types.tsbuildinfo`,
  ],
  'types of the console': [
    'typescript/bin/tsc',
    '--project',
    'clients/console',
    '--checkers',
    '1',
    '--incremental',
    '--tsBuildInfoFile',
    `${cache}/console-types.tsbuildinfo`,
  ],
  lint: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  format: ['oxfmt/bin/oxfmt', '--check'],
  unused: ['knip/bin/knip.js', '--cache'],
};

/** The type-aware lint and the type checker are Go programs: one thread each costs less than two that share work. */
const env = { ...process.env, GOMAXPROCS: '1', GOGC: '400' };

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
    env,
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
