import { parseArgs } from 'node:util';
import * as z from 'zod';

/** What `npm run demo` is asked to show. */
export interface DemoCommand {
  /** Changes the contacts of a group of that many services, made for the purpose, in place of the sample's largest. */
  readonly services: number | undefined;
  /** Shows a reassignment over many groups instead. */
  readonly reassign: boolean;
}

const Words = z
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

/** Reads the command line. Throws, in words for people, when it cannot be followed. */
export function readDemoCommand(words: readonly string[]): DemoCommand {
  const options = { services: { type: 'string' }, reassign: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: [...words], options });
  const parsed = Words.safeParse({ ...values });
  if (!parsed.success) {
    throw new Error(`${z.prettifyError(parsed.error)}\nusage: demo [--services N | --reassign]`);
  }
  return { services: parsed.data.services, reassign: parsed.data.reassign };
}
