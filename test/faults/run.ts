/**
 * `npm run faults -- --runs N --seed S`: runs with random faults. A violated invariant prints seed, schedule and the
 * command that replays it. Also `--processes N`, `--schedule FILE` (replays a schedule), `--reassignments` or
 * `--mail` (in every run), `--mutation NAME` (breaks the product first).
 */
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { readOptions, runCommand, UsageError } from '../../infra/command-line.ts';
import type { Always } from './scenario/scenario.ts';
import { parseShare, runShares } from './run/shares.ts';

const usage = `usage: faults [--runs N] [--seed S] [--processes N] [--schedule FILE]
              [--reassignments | --mail] [--mutation NAME]`;

const whole = (name: string) => z.coerce.number<string>(`--${name} takes a number`).int().nonnegative();
const schema = z.strictObject({
  runs: whole('runs').default(100),
  seed: whole('seed').default(() => Date.now() % 1_000_000_000),
  schedule: z.string().min(1).optional(),
  mutation: z.string().min(1).optional(),
  reassignments: z.boolean().default(false),
  mail: z.boolean().default(false),
  processes: whole('processes').default(1),
  share: z.string().default('0/1'),
});
type Command = z.infer<typeof schema>;

const text = { type: 'string' } as const;
const options = {
  runs: text,
  seed: text,
  schedule: text,
  mutation: text,
  reassignments: { type: 'boolean' },
  mail: { type: 'boolean' },
  processes: text,
  share: text,
} as const;

// If the parent process has ended, no one needs the result.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

await runCommand(usage, async (words) => {
  const command = readOptions({ usage, options, schema }, words);
  process.exitCode = command.processes > 1 ? await runInProcesses(command) : await runHere(command);
});

function alwaysOf({ reassignments, mail }: Pick<Command, Always>): Always | undefined {
  return reassignments ? 'reassignments' : mail ? 'mail' : undefined;
}

function runInProcesses({
  processes,
  share: _share,
  reassignments,
  mail,
  ...passed
}: Command): Promise<number> {
  const words = Object.entries(passed).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const always = alwaysOf({ reassignments, mail });
  if (always !== undefined) words.push(`--${always}`);
  return runShares(fileURLToPath(import.meta.url), words, processes);
}

async function runHere({ mutation: name, reassignments, mail, share, ...command }: Command): Promise<number> {
  // A process that only starts others need not load the product.
  const { runMany } = await import('./run/many-runs.ts');
  const { mutations } = await import('./mutations/mutations.ts');
  const mutation = mutations.find((one) => one.name === name);
  if (name !== undefined && mutation === undefined)
    throw new UsageError(`There is no mutation ${name}.\n${usage}`);
  const { runs, seed, schedule } = command;
  const always = alwaysOf({ reassignments, mail });
  return runMany({ runs, seed, share: parseShare(share), schedule, mutation, always });
}
