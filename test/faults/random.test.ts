import { expect, it } from 'vitest';
import { runFaults } from './command.ts';

/** How long random schedules run in every `npm test`; `npm run faults -- --runs N` runs as many as one likes. */
const seconds = 30;

it(`Random faults break no invariant (${seconds} seconds of other schedules each time)`, async () => {
  const { code, output, errors } = await runFaults(['--seconds', String(seconds)]);
  // What is printed holds the seed, the schedule and the command that replays it.
  expect(errors).toBe('');
  expect(code).toBe(0);
  expect(output).toMatch(/^[1-9][0-9]* runs, 0 violations$/m);
}, 180_000);
