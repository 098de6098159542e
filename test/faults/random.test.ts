import { expect, it } from 'vitest';
import { runFaults } from './command.ts';
import { randomRuns } from './random-runs.ts';

const { runs, seed } = randomRuns;

it(`Random faults break no invariant (${runs} runs from seed ${seed})`, async () => {
  const { code, output, errors } = await runFaults(['--runs', String(runs), '--seed', String(seed)]);
  // On failure, the output has the seed, the schedule and the command that replays it.
  expect(errors).toBe('');
  expect(code).toBe(0);
  expect(output).toContain(`${runs} runs, 0 violations\n`);
});
