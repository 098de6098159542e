import * as z from 'zod';
import { readOptions } from '../../infra/command-line.ts';

export const sectionNames = [
  'costs',
  'bill',
  'requests',
  'start-up',
  'ceiling',
  'processor-time',
  'peers',
  'members-per-message',
  'fairness',
  'reassignment',
  'operator-lists',
] as const;
const SectionName = z.enum(sectionNames, `--only takes one of ${sectionNames.join(', ')}`);
export type SectionName = z.infer<typeof SectionName>;

/** What `npm run bench` is asked to measure. */
export interface BenchCommand {
  /** Where the JSON lines go, one measurement a line. */
  readonly out: string | undefined;
  /** Measures the costs of 100,000 members too. */
  readonly large: boolean;
  /** How often everything is measured; the medians are reported. */
  readonly runs: number;
  readonly sections: readonly SectionName[];
  /** 1,000 members and one run: to see that the bench works, not what the system does. */
  readonly quick: boolean;
}

export const usage = 'usage: bench [--out FILE] [--large] [--quick] [--runs N] [--only SECTION]…';

const Words = z
  .strictObject({
    out: z.string().min(1, '--out takes a file').optional(),
    large: z.boolean().default(false),
    quick: z.boolean().default(false),
    runs: z.coerce
      .number('--runs takes a number')
      .int('--runs takes a whole number')
      .min(1, '--runs takes 1 or more')
      .max(25, '--runs takes 25 at the most')
      .optional(),
    only: z.array(SectionName).default([]),
  })
  .refine(({ large, quick }) => !(large && quick), '--large and --quick exclude each other');

const options = {
  out: { type: 'string' },
  large: { type: 'boolean' },
  quick: { type: 'boolean' },
  runs: { type: 'string' },
  only: { type: 'string', multiple: true },
} as const;

/** Reads the command line. Throws, in words for people, when it cannot be followed. */
export function readBenchCommand(words: readonly string[]): BenchCommand {
  const {
    out,
    large,
    quick,
    runs = quick ? 1 : 3,
    only,
  } = readOptions({ usage, options, schema: Words }, words);
  const sections = only.length === 0 ? sectionNames : sectionNames.filter((name) => only.includes(name));
  return { out, large, quick, runs, sections };
}
