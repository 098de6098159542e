import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../support/until.ts';

const config = join(import.meta.dirname, 'fixtures/killed-run/vitest.config.ts');
const guard = join(import.meta.dirname, '../../infra/local/lib/guard.ts');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, id = '', parent = '', state = '', command = ''] =
      /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    // A zombie process counts as ended.
    return id === '' || state.startsWith('Z') ? [] : [{ id: Number(id), parent: Number(parent), command }];
  });
}

/** The processes that a process has started, and those that these have started. */
function descendants(id: number, all: readonly Process[] = processes()): Process[] {
  return all.filter(({ parent }) => parent === id).flatMap((child) => [child, ...descendants(child.id, all)]);
}

const count = (found: readonly Process[], pattern: RegExp): number =>
  found.filter(({ command }) => pattern.test(command)).length;

test('a test run that is killed leaves no process behind', async () => {
  // The run that is to be killed ends with this one too.
  const guarded = spawn(process.execPath, [guard, process.execPath, vitest, 'run', '--config', config], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void guarded.stdin.end());
  const run = Number(await once(createInterface({ input: guarded.stdout }), 'line'));
  const started = await until(() => {
    const found = descendants(run);
    // The stack of the test, that of a child, a table of its own, and one for each process of the fault runs.
    const isWhole = count(found, /^\S*dynoxide serve/) >= 5 && count(found, /faults\/run\.ts.*--share/) === 2;
    return isWhole ? found : undefined;
  });
  expect(count(started, /stack-child\.ts/)).toBe(1);

  const ids = new Set(started.map(({ id }) => id));
  const left = () => processes().filter(({ id }) => ids.has(id));
  onTestFinished(() => left().forEach(({ id }) => process.kill(id, 'SIGKILL')));

  process.kill(run, 'SIGKILL');

  await until(() => (left().length === 0 ? true : undefined));
});
