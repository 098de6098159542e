import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { ProgressReporter } from './progress-reporter.ts';
import type { Result } from './result.ts';

const config = fileURLToPath(new URL('../vitest.config.ts', import.meta.url));

/** Runs all tests of these projects, and prints their progress. */
export async function runTests(projects: readonly string[]): Promise<Result> {
  const reporter = new ProgressReporter(projects.join(', '));
  const vitest = await startVitest('test', [], {
    config,
    project: [...projects],
    watch: false,
    includeTaskLocation: true,
    reporters: [reporter],
  });
  await vitest.close();
  return reporter.result();
}
