import fc from 'fast-check';
import { expect, it } from 'vitest';
import { happen, modelRuns, modelSeed, sequences } from './happen.ts';

// A failure prints the seed and the shortest sequence that shows it.
it(`In any order of events, the system follows the rules (${modelRuns} sequences, seed ${modelSeed})`, async () => {
  let happened = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    happened += await happen(sequence);
  });
  await fc.assert(property, { numRuns: modelRuns, seed: modelSeed });
  expect(happened).toBeGreaterThan(modelRuns);
});
