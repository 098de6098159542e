import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mutation } from './mutations/mutation.ts';
import { mutations } from './mutations/mutations.ts';
import { runOnce, type RunOptions } from './run/one-run.ts';
import { scripted } from './run/script.ts';
import { startServers, type Servers } from './run/servers.ts';
import { SeededChoices } from './schedule/choices.ts';
import { invariants, Violation } from './violation.ts';

/** The most seeds to search for each mutation. */
const runs = 300;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(async () => {
  await servers.stop();
});

/** For each mutation, the run that detects it, which is repeated without it. */
const shown: (() => RunOptions)[] = [];

for (const mutation of mutations) {
  const { name, invariant } = mutation;
  it(`A violation of invariant ${invariant} is detected if ${name}`, async () => {
    const options = await runThatShows(mutation);
    expect(options).toBeDefined();
    if (options !== undefined) shown.push(options);
  });
}

it('The same runs find no violation in the unmutated product', async () => {
  expect(shown).toHaveLength(mutations.length);
  for (const options of shown) await runOnce(servers, options());
});

it('Every invariant has a mutation', () => {
  const broken = new Set(mutations.map(({ invariant }) => String(invariant)));
  expect(broken).toEqual(new Set(Object.keys(invariants)));
});

/** The run of the mutation's script, or one for each seed. */
function* runsOf({ script, firstSeed = 1, isOfReassignments }: Mutation): Generator<() => RunOptions> {
  if (script !== undefined) yield () => scripted(script);
  else
    for (let seed = firstSeed; seed < firstSeed + runs; seed += 1)
      yield () => ({ choices: new SeededChoices(seed), alwaysHasReassignments: isOfReassignments === true });
}

/** The first run that breaks the mutation's invariant; violations of others are ignored. */
async function runThatShows(mutation: Mutation): Promise<(() => RunOptions) | undefined> {
  for (const options of runsOf(mutation)) {
    try {
      await runOnce(servers, { ...options(), mutation });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      if (error.invariant === mutation.invariant) return options;
    }
  }
  return undefined;
}
