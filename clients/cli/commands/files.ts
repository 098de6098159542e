import * as z from 'zod';
import type { Context } from '../command.ts';
import type { OpenedTable } from '../files/open-table.ts';
import type { RowResult } from '../files/row-result.ts';
import { ProgressBar } from '../follow/progress-bar.ts';
import { counted } from '../output/words.ts';
import { option } from './options.ts';

const widest = 32;

/** How many requests a command over a file has in flight. */
export const width = option('--width <n>', 'the most requests at once').default('4');
export const WidthInput = {
  width: z.coerce
    .number<string>('must be a number')
    .int()
    .min(1, 'must be 1 at least')
    .max(widest, `must be ${widest} at most`),
};

/** Shows how far a file is, on a terminal. */
export class FileProgress {
  readonly #context: Pick<Context, 'output' | 'io'>;
  #bar: ProgressBar | undefined;
  #total = 0;
  #done = 0;

  constructor(context: Pick<Context, 'output' | 'io'>) {
    this.#context = context;
  }

  /** Says what the file was taken for, and begins at its first row. */
  start(
    name: string,
    path: string,
    { encoding, delimiter, rowCount }: Omit<OpenedTable<unknown>, 'rows'>,
  ): void {
    this.stop();
    const split = delimiter === '\t' ? 'tabs' : `“${delimiter}”`;
    this.#context.output.remark(`${path}: ${counted(rowCount, 'row')}, ${encoding}, split at ${split}`);
    this.#bar = new ProgressBar(name, this.#context.io);
    this.#done = 0;
    this.#total = rowCount;
    this.#bar.update(0, rowCount);
  }

  /** Whether a file had the right form, and rows may have been sent. */
  get hasStarted(): boolean {
    return this.#bar !== undefined;
  }

  advance(): void {
    this.#done += 1;
    this.#bar?.update(this.#done, this.#total);
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}

/** Runs what goes through a file. Ended early, it says how to go on. */
export async function throughFile<Result>(
  progress: FileProgress,
  { output }: Pick<Context, 'output'>,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (progress.hasStarted) output.remark('It stopped before the end. The same command goes on from there.');
    throw error;
  } finally {
    progress.stop();
  }
}

const refusedShown = 5;

/** The first rows that were refused, and where the others are. */
export function describeRefused(refused: readonly RowResult[], all: number, resultPath: string): string[] {
  const shown = refused.slice(0, refusedShown);
  const lines = shown.map(
    ({ row, id, code, detail }) => `  row ${row}${id === '' ? '' : ` ${id}`}: ${detail} (${code})`,
  );
  const rest = all - shown.length;
  return rest > 0 ? [...lines, `  and ${rest} more: see ${resultPath}`] : lines;
}
