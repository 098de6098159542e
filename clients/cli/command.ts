import { Command, Option } from 'commander';
import * as z from 'zod';
import type { Client } from '../lib/api/client.ts';
import { UsageError } from './errors/errors.ts';
import { exitCodes, type ExitCode } from './errors/exit-code.ts';
import type { Io } from './io.ts';
import { Output } from './output/output.ts';
import { openSession, SessionOptions } from './session.ts';

/** What a command works with. */
export interface Context {
  readonly client: Client;
  readonly output: Output;
  readonly io: Io;
}

/** A command of the program. */
export interface CommandSpec<Input extends z.ZodType> {
  /** Its name and its arguments: `services <group>`. */
  readonly words: string;
  readonly summary: string;
  /** What it does besides, for whom, and what it does not. */
  readonly details?: string;
  /** Each argument of `words`, explained. */
  readonly arguments?: Readonly<Record<string, string>>;
  readonly options?: readonly Option[];
  /** Arguments and options by their names, in camel case. */
  readonly input: Input;
  /** Shown by `--help`, as typed. */
  readonly examples: readonly [string, ...string[]];
  /** Answers the exit code, if it is not 0. */
  readonly run: (input: z.output<Input>, context: Context) => Promise<ExitCode | void>;
}

/** Adds a command to the program. */
export type Register = (program: Command, io: Io, end: (exitCode: ExitCode) => void) => void;

/** Makes a command of what it takes and does. Its input is checked before anything is sent. */
export function command<Input extends z.ZodType>(spec: CommandSpec<Input>): Register {
  return (program, io, end) => {
    const made = program.command(spec.words).summary(spec.summary).description(described(spec));
    for (const argument of made.registeredArguments) {
      argument.description = spec.arguments?.[argument.name()] ?? '';
    }
    for (const option of spec.options ?? []) made.addOption(option);
    made.addHelpText('after', `\nExamples:\n${spec.examples.map((example) => `  $ ${example}`).join('\n')}`);
    made.action(async () => {
      const input = read(spec.input, { ...argumentsOf(made), ...made.opts() }, made);
      const client = openSession(SessionOptions.parse(made.optsWithGlobals()), io);
      end((await spec.run(input, { client, output: new Output(io), io })) ?? exitCodes.ok);
    });
  };
}

const described = ({ summary, details }: Pick<CommandSpec<z.ZodType>, 'summary' | 'details'>): string =>
  details === undefined ? `${summary}.` : `${summary}.\n\n${details}`;

function argumentsOf({ registeredArguments, processedArgs }: Command): Record<string, unknown> {
  return Object.fromEntries(
    registeredArguments.map((argument, index): [string, unknown] => [argument.name(), processedArgs[index]]),
  );
}

/** @throws UsageError that names every argument and option that is wrong */
function read<Input extends z.ZodType>(schema: Input, given: unknown, made: Command): z.output<Input> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const isArgument = (name: unknown): boolean => made.registeredArguments.some((one) => one.name() === name);
  const lines = error.issues.map(({ path: [name], message }) => {
    if (typeof name !== 'string') return message;
    return `${isArgument(name) ? `<${name}>` : longOption(name, made)}: ${message}`;
  });
  throw new UsageError(`${lines.join('\n')}\nSee: contacts ${made.name()} --help`);
}

const longOption = (name: string, { options }: Command): string =>
  options.find((option) => option.attributeName() === name)?.long ?? name;
