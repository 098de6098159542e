import { CommanderError } from 'commander';
import { explain } from './errors/explain.ts';
import { exitCodes, type ExitCode } from './errors/exit-code.ts';
import type { Io } from './io.ts';
import { buildProgram } from './program.ts';

/**
 * Runs the words of a command line.
 * @returns the exit code: 0 all well, 1 refused or failed, 2 wrong usage, 3 not reachable or not signed in
 */
export async function run(words: readonly string[], io: Io): Promise<number> {
  const result: { exitCode: ExitCode } = { exitCode: exitCodes.ok };
  const program = buildProgram(io, (exitCode) => (result.exitCode = exitCode));
  try {
    await program.parseAsync(words, { from: 'user' });
    return result.exitCode;
  } catch (error) {
    // Commander has said what is wrong, or shown its help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (io.signal.aborted) return exitCodes.failed;
    const { text, exitCode } = explain(error);
    io.stderr.write(`${text}\n`);
    return exitCode;
  }
}
