import * as z from 'zod';
import { readOptions } from '../../command-line.ts';

export interface DemoCommand {
  /** The size of a group to create for the demo, instead of the largest one of the sample. */
  readonly services: number | undefined;
  /** A reassignment over many groups instead. */
  readonly reassign: boolean;
}

const Options = z
  .strictObject({
    services: z.coerce
      .number('--services needs a number')
      .int('--services must be a whole number')
      .min(1, '--services must be 1 or more')
      .max(1_000_000, '--services must be 1000000 or less')
      .optional(),
    reassign: z.boolean().default(false),
  })
  .refine(
    ({ services, reassign }) => services === undefined || !reassign,
    '--reassign cannot be combined with --services',
  );

export const usage = `usage: demo [--services N | --reassign]
  --services: the size of the group. --reassign: a reassignment over 200 groups instead.`;

/** Parses the command line. Throws an error with the usage if an option is invalid. */
export function readDemoCommand(words: readonly string[]): DemoCommand {
  const options = { services: { type: 'string' }, reassign: { type: 'boolean' } } as const;
  const { services, reassign } = readOptions({ usage, options, schema: Options }, words);
  return { services, reassign };
}
