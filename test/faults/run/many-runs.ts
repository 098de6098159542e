import { readFileSync } from 'node:fs';
import type { Mutation } from '../mutations/mutation.ts';
import type { Always } from '../scenario/scenario.ts';
import { ReplayedChoices, SeededChoices, type Choices } from '../schedule/choices.ts';
import { FaultCounts } from './faults.ts';
import { runOnce } from './one-run.ts';
import { startServers } from './servers.ts';
import { runsOf, type Share } from './shares.ts';

export interface ManyRuns {
  readonly runs: number;
  /** The seed of the first run. Each further run takes the next number. */
  readonly seed: number;
  readonly share: Share;
  /** A file with the schedule of one run, to replay instead of seeds. */
  readonly schedule: string | undefined;
  readonly mutation: Mutation | undefined;
  /** What every run has. */
  readonly always: Always | undefined;
}

/** Makes the runs one after another, and prints the faults. @returns the exit code: 1 if an invariant is violated */
export async function runMany(options: ManyRuns): Promise<number> {
  const { seed, share, schedule, mutation, always } = options;
  const runs = runsOf(share, options.runs);
  const servers = await startServers();
  const faults = new FaultCounts();
  const startedAt = Date.now();
  const elapsed = (): number => (Date.now() - startedAt) / 1_000;
  const rate = (): string => `${(done / elapsed()).toFixed(1)} runs a second`;
  const isGood = async (choices: Choices, name: string): Promise<boolean> => {
    try {
      const run = await runOnce(servers, { choices, mutation, always });
      for (const [fault, count] of run.faults.counts) faults.counts.set(fault, faults.of(fault) + count);
      return true;
    } catch (error) {
      console.error(`The schedule:\n${choices.schedule.join('\n')}\n`);
      console.error(error);
      console.error(
        `\nTo replay it: npm run faults -- --runs 1 --${name}${always === undefined ? '' : ` --${always}`}`,
      );
      return false;
    }
  };
  let done = 0;
  try {
    if (schedule !== undefined) {
      const isGoodSchedule = await isGood(new ReplayedChoices(linesOf(schedule)), `schedule ${schedule}`);
      if (isGoodSchedule) console.log('the schedule, 0 violations');
      return isGoodSchedule ? 0 : 1;
    }
    for (; done < runs; done += 1) {
      const own = seed + share.index + done * share.of;
      if (!(await isGood(new SeededChoices(own), `seed ${own}`))) return 1;
      if ((done + 1) % 100 === 0) console.log(`${done + 1} runs, ${rate()}`);
    }
    const counts = [...faults.counts].toSorted(([, a], [, b]) => b - a);
    for (const [fault, count] of counts) console.log(`${String(count).padStart(8)}  ${fault}`);
    console.log(`from seed ${seed}, ${rate()}`);
    console.log(`${done} runs, 0 violations`);
    return 0;
  } finally {
    await servers.stop();
  }
}

/** The decisions among the lines of a file, which may be a run's whole output. */
const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => / = \S/.test(line));
