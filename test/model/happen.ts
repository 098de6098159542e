import fc from 'fast-check';
import type { Table } from '../../shared/store/table.ts';
import { action, type Action } from './actions.ts';
import { Pair } from './pair.ts';

/** What happens, in which order. */
export const sequences = fc.array(action, { minLength: 5, maxLength: 30 });

const { MODEL_RUNS: asked, MODEL_SEED: given } = process.env;

/** How many sequences happen: set `MODEL_RUNS` for a longer look. */
export const modelRuns = Number(asked ?? 2_000);

/** Where the search begins: the same place every time, but for a longer look, unless `MODEL_SEED` says where. */
export const modelSeed = Number(given ?? (asked === undefined ? 20_260_301 : Date.now() % 1_000_000_000));

/**
 * Lets a sequence happen, comparing after each step, and then everything come to rest.
 * @param table where the system keeps its rows; in memory by default
 */
export async function happen(sequence: readonly Action[], table?: Table): Promise<number> {
  const pair = await Pair.start(table);
  for (const one of sequence) {
    await pair.happen(one);
    await pair.compare();
  }
  await pair.finish();
  await pair.compare();
  return sequence.length;
}
