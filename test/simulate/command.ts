import * as z from 'zod';
import { readOptions } from '../../infra/command-line.ts';
import { accountConcurrency, throughputAtBirth, type Throughput } from './aws/aws-model.ts';
import { production, type Settings } from './settings.ts';

/** What `npm run simulate` is asked for. */
export interface SimulateCommand {
  /** Measures processor times instead. */
  readonly measure: boolean;
  /** The sizes of the one group. */
  readonly members: readonly number[];
  /** The numbers of groups of a reassignment. */
  readonly groups: readonly number[];
  /** Each is simulated with each size. */
  readonly settings: readonly Settings[];
}

export const usage = `usage: simulate [--members N,…] [--reassignment GROUPS,…] [--concurrency N,…]
                [--memory MB,…] [--step-memory MB,…] [--warm WRITES,…] [--measure]`;

const numbers = (name: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .transform((words) => words.split(','))
    .pipe(z.array(z.coerce.number<string>(`--${name} takes numbers`).int().min(least).max(most)))
    .optional();

const Words = z.strictObject({
  members: numbers('members', 1),
  reassignment: numbers('reassignment', 1),
  concurrency: numbers('concurrency', 2, accountConcurrency),
  memory: numbers('memory', 128),
  'step-memory': numbers('step-memory', 128),
  /** Write units a second of a table with warm throughput, and three times as many read units; 0 is a new table. */
  warm: numbers('warm', 0),
  measure: z.boolean().default(false),
});

const text = { type: 'string' } as const;
const options = {
  members: text,
  reassignment: text,
  concurrency: text,
  memory: text,
  'step-memory': text,
  warm: text,
  measure: { type: 'boolean' },
} as const;

/** Reads the command line. Throws, in words for people, when it cannot be followed. */
export function readSimulateCommand(words: readonly string[]): SimulateCommand {
  const { members, reassignment, concurrency, memory, warm, measure, ...rest } = readOptions(
    { usage, options, schema: Words },
    words,
  );
  const isBare = members === undefined && reassignment === undefined;
  const settings: Settings[] = [];
  for (const table of warm?.map(throughputOf) ?? [production.table])
    for (const propagationConcurrency of concurrency ?? [production.propagationConcurrency])
      for (const memberMemoryMegabytes of memory ?? [production.memberMemoryMegabytes])
        for (const stepMemoryMegabytes of rest['step-memory'] ?? [production.stepMemoryMegabytes])
          settings.push({
            ...production,
            table,
            propagationConcurrency,
            memberMemoryMegabytes,
            stepMemoryMegabytes,
          });
  return {
    measure,
    members: members ?? (isBare ? [1_000, 10_000, 100_000] : []),
    groups: reassignment ?? [],
    settings,
  };
}

const throughputOf = (write: number): Throughput =>
  write === 0 ? throughputAtBirth : { write, read: 3 * write };
