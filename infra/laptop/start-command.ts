import { resolve } from 'node:path';
import * as z from 'zod';
import { readOptions } from '../command-line.ts';

export interface StartCommand {
  readonly port: number;
  readonly empty: boolean;
  /** Opens the inspector; functions are unminified and have no timeouts. */
  readonly debug: boolean;
  readonly dataDirectory: string | undefined;
  readonly tickSeconds: number | undefined;
  /** The file that says which calls of functions to AWS hang, fail or are slow. */
  readonly chaosFile: string | undefined;
  readonly memberEndpoint: string | undefined;
  /** Shows the log in the terminal, instead of keeping it in a file. */
  readonly logs: boolean;
}

export const usage = `usage: [PORT=3000] start [--empty] [--debug] [--data DIR] [--tick SECONDS]
                        [--member-endpoint URL] [--chaos FILE] [--logs]`;

const portMessage = 'PORT must be a whole number from 0 to 65535';

const settings = z.object({
  PORT: z.coerce
    .number(portMessage)
    .int(portMessage)
    .min(0, portMessage)
    .max(65_535, portMessage)
    .default(3000),
  empty: z.boolean().default(false),
  debug: z.boolean().default(false),
  data: z.string().min(1, '--data needs a folder').optional(),
  tick: z.coerce
    .number('--tick needs a number of seconds')
    .positive('--tick must be more than 0 seconds')
    .optional(),
  chaos: z.string().min(1, '--chaos needs a file').optional(),
  'member-endpoint': z
    .url({ protocol: /^https?$/, error: '--member-endpoint needs an http or https URL' })
    .optional(),
  logs: z.boolean().default(false),
});

/** Parses the command line and the environment. Throws `UsageError` if an option is invalid. */
export function readStartCommand(words: readonly string[], environment: NodeJS.ProcessEnv): StartCommand {
  const {
    PORT,
    empty,
    debug,
    data,
    tick,
    chaos,
    'member-endpoint': memberEndpoint,
    logs,
  } = parse(words, environment);
  return {
    port: PORT,
    empty,
    debug,
    dataDirectory: data === undefined ? undefined : resolve(data),
    tickSeconds: tick,
    chaosFile: chaos,
    memberEndpoint,
    logs,
  };
}

function parse(words: readonly string[], environment: NodeJS.ProcessEnv): z.infer<typeof settings> {
  const options = {
    empty: { type: 'boolean' },
    debug: { type: 'boolean' },
    data: { type: 'string' },
    tick: { type: 'string' },
    chaos: { type: 'string' },
    'member-endpoint': { type: 'string' },
    logs: { type: 'boolean' },
  } as const;
  const withPort = z.preprocess(
    (values) => ({ ...z.record(z.string(), z.unknown()).parse(values), PORT: environment['PORT'] }),
    settings,
  );
  return readOptions({ usage, options, schema: withPort }, words);
}
