import { Unavailable } from '../runtime/unavailable.ts';

/** How often a decision is taken anew when what it was based on moved before it was written. */
const attempts = 8;

/**
 * Reads, judges and writes until the write finds everything as it was read. `decide` answers undefined when
 * something moved meanwhile.
 * @throws Unavailable when it never stands still
 */
export async function judging<T>(decide: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const decision = await decide();
    if (decision !== undefined) return decision;
  }
  throw new Unavailable('What the decision is based on does not stand still.');
}
