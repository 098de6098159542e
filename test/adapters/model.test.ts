import fc from 'fast-check';
import { expect, it } from 'vitest';
import { happen, modelSeed, sequences } from '../model/happen.ts';
import { startRealTable } from '../support/real-table.ts';

const runs = 5;

it(`The system follows the rules over the real table too (${runs} sequences, seed ${modelSeed})`, async () => {
  let happened = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const real = await startRealTable();
    try {
      happened += await happen(sequence, real.table);
    } finally {
      await real.stop();
    }
  });
  await fc.assert(property, { numRuns: runs, seed: modelSeed, endOnFailure: true });
  expect(happened).toBeGreaterThan(runs);
});
