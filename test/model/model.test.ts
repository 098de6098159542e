import fc from 'fast-check';
import { expect, it } from 'vitest';
import { action } from './actions.ts';
import { Pair } from './pair.ts';

/** Set `MODEL_RUNS` for a longer look; a failure prints the seed and the shortest sequence that shows it. */
const runs = Number(process.env['MODEL_RUNS'] ?? 2_000);

it(`Whatever happens in whatever order, the system does what the rules say (${runs} sequences)`, async () => {
  let happened = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async (sequence) => {
      const pair = await Pair.start();
      for (const one of sequence) {
        await pair.happen(one);
        await pair.compare();
        happened += 1;
      }
      await pair.finish();
      await pair.compare();
    }),
    { numRuns: runs },
  );
  expect(happened).toBeGreaterThan(runs);
}, 600_000);
