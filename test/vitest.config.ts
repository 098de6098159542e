import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { QuickFirst } from './gate/sequencer.ts';

/** Tests of one kind. `--project NAME` runs only these. */
const project = (
  name: string,
  include: string[],
  test: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: include.map((pattern) => `test/${pattern}/**/*.test.ts`), ...test },
});

/** Synthesizes the stacks when the first test asks for them. */
const globalSetup = ['test/support/synthesize-once.ts'];
const setupFiles = ['test/support/fail-on-denied-access.ts'];

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    // These only end a test that hangs. No test fails because the machine is busy.
    testTimeout: 20 * 60_000,
    hookTimeout: 20 * 60_000,
    maxWorkers: 2,
    sequence: { sequencer: QuickFirst },
    projects: [
      // No isolation: these tests use the table and queues in memory, and no module keeps state.
      project('rules', ['unit', 'integration', 'model', 'simulate'], { isolate: false }),
      // Files share a stack and what is loaded.
      project('stack', ['adapters', 'cli', 'fuzz', 'infra', 'local', 'laptop', 'e2e'], {
        globalSetup,
        setupFiles,
        isolate: false,
      }),
      // Each file has a stack and a browser of its own.
      project('console', ['console'], { globalSetup, setupFiles }),
      project('faults', ['faults']),
      project('bench', ['bench'], { globalSetup }),
    ],
  },
});
