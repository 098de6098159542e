import { afterAll, beforeAll, expect } from 'vitest';
import type { Fault } from '../run/faults.ts';
import { runOnce } from '../run/one-run.ts';
import type { Run } from '../run/run.ts';
import { scripted, type Script } from '../run/script.ts';
import { startServers, type Servers } from '../run/servers.ts';

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

/** A run with exactly these faults. Throws when one did not happen, or when an invariant does not hold. */
export async function runWithFaults(script: Script): Promise<Run> {
  const options = scripted(script);
  const run = await runOnce(servers, options);
  for (const { fault, times = 1 } of script.forced)
    expect(run.faults.of(fault)).toBeGreaterThanOrEqual(times);
  expect(options.choices.areMomentsOver).toBe(true);
  return run;
}

/** The same for one fault. */
export const runWithFault = (fault: Fault, on: RegExp, given: Omit<Script, 'forced'> = {}): Promise<Run> =>
  runWithFaults({ ...given, forced: [{ fault, on }] });
