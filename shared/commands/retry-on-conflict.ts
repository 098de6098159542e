import { systemPause } from '../runtime/retrying.ts';
import { Unavailable } from '../runtime/unavailable.ts';

/** How often a decision is taken anew when what it was based on moved before it was written. */
const attempts = 8;
/** The longest pause before the second attempt, in milliseconds; it doubles with each further one. */
const basePause = 10;

/**
 * Reads, judges and writes until the write finds everything as it was read. `decide` answers undefined when something
 * moved meanwhile. The pauses between attempts grow, at random, so that those who contend come apart.
 * @throws Unavailable when it never stands still
 */
export async function retryOnConflict<T>(decide: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await systemPause(Math.random() * basePause * 2 ** (attempt - 1));
    const decision = await decide();
    if (decision !== undefined) return decision;
  }
  throw new Unavailable(`Gave up after ${attempts} conflicting writes. Try again.`);
}
