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

/** Synthesizes the stacks once a test asks for them. */
const globalSetup = ['test/support/synthesize-once.ts'];
const setupFiles = ['test/support/fail-on-denied-access.ts'];

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    // Only end a hang: no verdict depends on how busy the machine is.
    testTimeout: 20 * 60_000,
    hookTimeout: 20 * 60_000,
    maxWorkers: 2,
    sequence: { sequencer: QuickFirst },
    projects: [
      // Over the table and the queues in memory: no process, no synthesis, no module that keeps a state.
      project('rules', ['unit', 'integration', 'model'], { isolate: false }),
      // Files share a stack and what is loaded.
      project('stack', ['adapters', 'infra', 'local', 'laptop', 'e2e'], {
        globalSetup,
        setupFiles,
        isolate: false,
      }),
      project('faults', ['faults']),
      project('bench', ['bench'], { globalSetup }),
    ],
  },
});
