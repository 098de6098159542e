/** `npm test`: every check and every test of the project. The last line counts them: `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

const TestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A check counts as one test. The linter also keeps the dependency rule of the layout. */
const checks: Readonly<Record<string, string[]>> = {
  types: ['tsc', '--noEmit'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
};

async function succeeds([command = '', ...words]: string[]): Promise<boolean> {
  const child = spawn(command, words, { stdio: 'inherit', shell: process.platform === 'win32' });
  const [code] = await Promise.race([once(child, 'exit'), once(child, 'error')]);
  return code === 0;
}

async function runChecks(): Promise<Counts> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, command]) => {
      const isGood = await succeeds(command);
      console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name}: ${command.join(' ')}`);
      return isGood;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

/** A run that breaks off before it reports, or fails outside any test, counts as a failure of its own. */
async function runTests(): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  const reportFile = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  try {
    const isGood = await succeeds(['vitest', 'run', '--config', 'test/vitest.config.ts', ...reporters]);
    const report = TestReport.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
    const counts = {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
    return isGood || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const parts = [await runChecks(), await runTests()];
const sum = (part: keyof Counts): number => parts.reduce((total, counts) => total + counts[part], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
// A test that is skipped guards nothing: the gate does not open for it.
process.exitCode = sum('failed') + sum('skipped') > 0 ? 1 : 0;
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
