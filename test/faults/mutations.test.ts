import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mutation } from './mutations/mutation.ts';
import { mutations } from './mutations/mutations.ts';
import { runOnce } from './run/one-run.ts';
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
const shown: { readonly seed: number; readonly alwaysHasReassignments: boolean }[] = [];

for (const mutation of mutations) {
  const { name, invariant, isOfReassignments: alwaysHasReassignments = false } = mutation;
  it(`A violation of invariant ${invariant} is detected if ${name}`, async () => {
    const seed = await seedThatShows(mutation);
    expect(seed).toBeDefined();
    if (seed !== undefined) shown.push({ seed, alwaysHasReassignments });
  });
}

it('The same runs find no violation in the unmutated product', async () => {
  expect(shown).toHaveLength(mutations.length);
  for (const { seed, alwaysHasReassignments } of shown) {
    await runOnce(servers, { choices: new SeededChoices(seed), alwaysHasReassignments });
  }
});

it('Every invariant has a mutation', () => {
  const broken = new Set(mutations.map(({ invariant }) => String(invariant)));
  expect(broken).toEqual(new Set(Object.keys(invariants)));
});

/** The first seed that breaks the mutation's invariant; violations of others are ignored. */
async function seedThatShows(mutation: Mutation): Promise<number | undefined> {
  const { invariant, firstSeed, isOfReassignments: alwaysHasReassignments = false } = mutation;
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    try {
      await runOnce(servers, { choices: new SeededChoices(seed), mutation, alwaysHasReassignments });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      if (error.invariant === invariant) return seed;
    }
  }
  return undefined;
}
