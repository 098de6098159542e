/**
 * `npm run faults -- --runs N --seed S`: runs with random faults. A violated invariant prints seed, schedule and the
 * command that replays it. Also `--processes N`, `--schedule FILE` (replays a schedule), `--reassignments` (in every
 * run), `--mutation NAME` (breaks the product first).
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseShare, runShares } from './run/shares.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string' },
    schedule: { type: 'string' },
    mutation: { type: 'string' },
    reassignments: { type: 'boolean', default: false },
    processes: { type: 'string', default: '1' },
    share: { type: 'string', default: '0/1' },
  },
});

const seed = values.seed ?? String(Date.now() % 1_000_000_000);
const processes = Number(values.processes);

// If the parent process has ended, no one needs the result.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

process.exitCode = processes > 1 ? await runInProcesses() : await runHere();

function runInProcesses(): Promise<number> {
  const { processes: _processes, share: _share, reassignments, ...passed } = { ...values, seed };
  const words = Object.entries(passed).flatMap(([name, value]) => [`--${name}`, value]);
  if (reassignments) words.push('--reassignments');
  return runShares(fileURLToPath(import.meta.url), words, processes);
}

async function runHere(): Promise<number> {
  // A process that only starts others need not load the product.
  const { runMany } = await import('./run/many-runs.ts');
  const { mutations } = await import('./mutations/mutations.ts');
  const mutation = mutations.find(({ name }) => name === values.mutation);
  if (values.mutation !== undefined && mutation === undefined)
    throw new Error(`There is no mutation ${values.mutation}.`);
  return runMany({
    runs: Number(values.runs),
    seed: Number(seed),
    share: parseShare(values.share),
    schedule: values.schedule,
    mutation,
    alwaysHasReassignments: values.reassignments,
  });
}
