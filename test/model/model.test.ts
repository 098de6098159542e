import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Table } from '../../shared/store/table.ts';
import { startRealTable } from '../support/real-table.ts';
import { action, type Action } from './actions.ts';
import { Pair } from './pair.ts';

/** Set `MODEL_RUNS` for a longer look; a failure prints the seed and the shortest sequence that shows it. */
const runs = Number(process.env['MODEL_RUNS'] ?? 2_000);
const runsOnRealTable = 15;

const sequences = fc.array(action, { minLength: 5, maxLength: 30 });

/** Lets a sequence happen, comparing after each step, and then everything come to rest. */
async function happen(sequence: readonly Action[], table?: Table): Promise<number> {
  const pair = await Pair.start(table);
  for (const one of sequence) {
    await pair.happen(one);
    await pair.compare();
  }
  await pair.finish();
  await pair.compare();
  return sequence.length;
}

it(`Whatever happens in whatever order, the system does what the rules say (${runs} sequences)`, async () => {
  let happened = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    happened += await happen(sequence);
  });
  await fc.assert(property, { numRuns: runs });
  expect(happened).toBeGreaterThan(runs);
}, 600_000);

it(`It does so over the real table too (${runsOnRealTable} sequences)`, async () => {
  let happened = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const real = await startRealTable();
    try {
      happened += await happen(sequence, real.table);
    } finally {
      await real.stop();
    }
  });
  await fc.assert(property, { numRuns: runsOnRealTable, endOnFailure: true });
  expect(happened).toBeGreaterThan(runsOnRealTable);
}, 120_000);
