import fc from 'fast-check';
import type { Table } from '../../shared/store/table.ts';
import type { Action } from './actions.ts';
import { action } from './arbitraries.ts';
import { Pair } from './pair.ts';

/** Sequences of actions. */
export const sequences = fc.array(action, { minLength: 5, maxLength: 30, size: '+1' });

const { MODEL_RUNS: asked, MODEL_SEED: given } = process.env;

/** The number of sequences. `MODEL_RUNS` sets it. */
export const modelRuns = Number(asked ?? 250);

/** The seed: fixed by default, random with `MODEL_RUNS`, or as `MODEL_SEED` sets it. */
export const modelSeed = Number(given ?? (asked === undefined ? 20_260_301 : Date.now() % 1_000_000_000));

/**
 * Lets a sequence happen, comparing after each step, and then everything come to rest.
 * @param table where the system keeps its rows; in memory by default
 */
export async function happen(sequence: readonly Action[], table?: Table): Promise<number> {
  // Few changes propagate at once, one in every third sequence, so that others wait. Every other has a member system.
  const { length } = sequence;
  const settings = { propagatingLimit: 1 + (length % 3), notifiesMembers: length % 2 === 0 };
  const pair = await Pair.start(settings, table);
  for (const one of sequence) await pair.happen(one);
  await pair.finish();
  return length;
}
