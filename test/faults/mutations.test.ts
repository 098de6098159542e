import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mutation } from './mutations/mutation.ts';
import { mutations } from './mutations/mutations.ts';
import { randomRuns } from './random-runs.ts';
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

/** For each mutation, the run that detects it. */
const shown: Detecting[] = [];

interface Detecting {
  readonly options: () => RunOptions;
  /** Its name: several mutations may be detected by the same. */
  readonly id: string;
  /** Whether it is one of the random runs. Those find no violation without the mutation. */
  readonly isRandomRun: boolean;
}

for (const mutation of mutations) {
  const { name, invariant } = mutation;
  it(`A violation of invariant ${invariant} is detected if ${name}`, async () => {
    const found = await runThatShows(mutation);
    expect(found).toBeDefined();
    if (found !== undefined) shown.push(found);
  });
}

it('The same runs find no violation in the unmutated product', async () => {
  expect(shown).toHaveLength(mutations.length);
  const others = new Map(
    shown.filter(({ isRandomRun }) => !isRandomRun).map(({ id, options }) => [id, options]),
  );
  for (const options of others.values()) await runOnce(servers, options());
});

it('Every invariant has a mutation', () => {
  const broken = new Set(mutations.map(({ invariant }) => String(invariant)));
  expect(broken).toEqual(new Set(Object.keys(invariants)));
});

/** The run of the mutation's script, or one for each seed. */
function* runsOf({ script, firstSeed = 1, needs }: Mutation): Generator<Detecting> {
  if (script !== undefined) {
    const id = inspect(script);
    yield { id, isRandomRun: false, options: () => scripted(script) };
    return;
  }
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1)
    yield {
      id: `${seed} ${needs}`,
      isRandomRun: needs === undefined && seed >= randomRuns.seed && seed < randomRuns.seed + randomRuns.runs,
      options: () => ({ choices: new SeededChoices(seed), always: needs }),
    };
}

/** The first run that breaks the mutation's invariant; violations of others are ignored. */
async function runThatShows(mutation: Mutation): Promise<Detecting | undefined> {
  for (const run of runsOf(mutation)) {
    try {
      await runOnce(servers, { ...run.options(), mutation });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      if (error.invariant === mutation.invariant) return run;
    }
  }
  return undefined;
}
