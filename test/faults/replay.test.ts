import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFaults } from './command.ts';
import { mutations } from './mutations/mutations.ts';
import { runOnce } from './run/one-run.ts';
import { startServers, type Servers } from './run/servers.ts';
import { ReplayedChoices, SeededChoices } from './schedule/choices.ts';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(async () => {
  await servers.stop();
});

const seeds = [11, 12, 13];

it('The same seed gives the same schedule, and a replayed schedule is unchanged', async () => {
  for (const seed of seeds) {
    const [first, second] = [new SeededChoices(seed), new SeededChoices(seed)];
    await runOnce(servers, { choices: first });
    await runOnce(servers, { choices: second });
    expect(second.schedule).toEqual(first.schedule);
    const replayed = new ReplayedChoices(first.schedule);
    await runOnce(servers, { choices: replayed });
    expect(replayed.schedule).toEqual(first.schedule);
  }
});

it('A schedule that does not fit the run is refused', async () => {
  const choices = new SeededChoices(11);
  await runOnce(servers, { choices });
  const other = new ReplayedChoices(choices.schedule.slice(0, -20));
  await expect(runOnce(servers, { choices: other })).rejects.toThrow('The schedule ends');
});

it('A failing run prints a seed and a schedule, and each of them reproduces the failure', async () => {
  const name = 'an event is left out of the transaction';
  const firstSeed = mutations.find((mutation) => mutation.name === name)?.firstSeed ?? 1;
  const mutation = ['--mutation', name];
  const failed = await runFaults(['--runs', '300', '--seed', String(firstSeed), ...mutation]);
  expect(failed.code).toBe(1);
  const [violation = 'none'] = /Violation: .*/.exec(failed.errors) ?? [];
  const [, seed = ''] = /--runs 1 --seed ([0-9]+)/.exec(failed.errors) ?? [];
  const bySeed = await runFaults(['--runs', '1', '--seed', seed, ...mutation]);
  expect(bySeed.errors).toContain(violation);

  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const file = join(folder, 'schedule.txt');
  try {
    writeFileSync(file, failed.errors);
    const bySchedule = await runFaults(['--schedule', file, ...mutation]);
    expect(bySchedule.errors).toContain(violation);
    expect(bySchedule.code).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
