import { afterAll, beforeAll, expect } from 'vitest';
import type { Fault, Forced } from '../run/faults.ts';
import { runOnce } from '../run/one-run.ts';
import type { Run } from '../run/run.ts';
import { startServers, type Servers } from '../run/servers.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ScriptedChoices, type Moment } from '../schedule/choices.ts';

const scenario: Scenario = {
  services: 4,
  otherGroups: 0,
  pageSize: 1_000,
  userActions: 1,
  faultPercentage: 0,
  faultLimit: 0,
  notifiesMembers: false,
  alwaysFailing: [],
  sometimesFailing: [],
};

/** The administration contact takes the technical role too, which needs no further consent. */
const answers = { role: 1, 'another role': 1, 'new technical contact': 0, batch: 10 };

let servers: Servers;

/** Servers for the tests of one file. */
export function useServers(): void {
  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(async () => {
    await servers.stop();
  });
}

export interface Script extends Partial<Scenario> {
  readonly forced: readonly Forced[];
  /** Answers to numeric questions. Default: the least. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** Choices other than the first option. */
  readonly moments?: readonly Moment[];
}

/** A run with exactly these faults. Throws when one did not happen, or when an invariant does not hold. */
export async function runWithFaults({ forced, numbers = {}, moments = [], ...given }: Script): Promise<Run> {
  const choices = new ScriptedChoices({ ...answers, ...numbers }, moments);
  const run = await runOnce(servers, { choices, forced, scenario: { ...scenario, ...given } });
  for (const { fault, times = 1 } of forced) expect(run.faults.of(fault)).toBeGreaterThanOrEqual(times);
  expect(choices.areMomentsOver).toBe(true);
  return run;
}

/** The same for one fault. */
export const runWithFault = (fault: Fault, on: RegExp, given: Omit<Script, 'forced'> = {}): Promise<Run> =>
  runWithFaults({ ...given, forced: [{ fault, on }] });
