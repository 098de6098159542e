import { parseArgs, type ParseArgsConfig } from 'node:util';
import * as z from 'zod';

/** What is wrong with a command's options, and how it is used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface CommandLine<Schema extends z.ZodType> {
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Whether words that belong to no option are allowed; the schema gets them as `positionals`. */
  readonly allowPositionals?: boolean;
  readonly schema: Schema;
}

/**
 * Reads a command's words.
 * @throws UsageError that says what is wrong, and how the command is used
 */
export function readOptions<Schema extends z.ZodType>(
  { usage, options, allowPositionals = false, schema }: CommandLine<Schema>,
  words: readonly string[],
): z.infer<Schema> {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals });
    return schema.parse(allowPositionals ? { ...values, positionals } : { ...values });
  } catch (error) {
    throw new UsageError(`${reasonOf(error)}\n${usage}`, { cause: error });
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof z.ZodError
    ? z.prettifyError(error)
    : error instanceof Error
      ? error.message
      : String(error);

export const asksForHelp = (words: readonly string[]): boolean =>
  words.includes('--help') || words.includes('-h');

/** Errors of a programmer: only the stack says where. */
const isBug = (error: unknown): error is Error =>
  [TypeError, RangeError, ReferenceError].some((kind) => error instanceof kind);

/** What standard error shows of an error: a stack only for a bug. */
export const shownError = (error: unknown): string =>
  (isBug(error) ? error.stack : undefined) ?? reasonOf(error);

/** 2: the command cannot be followed. 1: it failed. */
export const exitCodeOf = (error: unknown): number => (error instanceof UsageError ? 2 : 1);

/** Runs a command: `--help` prints how it is used; an error is shown, and decides the exit code. */
export async function runCommand(
  usage: string,
  run: (words: readonly string[]) => Promise<void> | void,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> {
  if (asksForHelp(words)) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  try {
    await run(words);
  } catch (error) {
    process.stderr.write(`${shownError(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
