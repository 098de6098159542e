import { systemPause } from '../runtime/retrying.ts';
import { Unavailable } from '../runtime/unavailable.ts';

const attempts = 8;
/** Milliseconds; doubles with each further attempt. */
const basePause = 10;

/**
 * Optimistic concurrency with backoff and jitter. `decide` returns undefined for a conflict.
 * @throws Unavailable after the last conflicting attempt
 */
export async function retryOnConflict<T>(decide: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await systemPause(Math.random() * basePause * 2 ** (attempt - 1));
    const decision = await decide();
    if (decision !== undefined) return decision;
  }
  throw new Unavailable(`Gave up after ${attempts} conflicting writes. Try again.`);
}
