import * as z from 'zod';
import { Batch } from '../../../shared/http/contract/values.ts';
import type { Context } from '../command.ts';
import { exitCodes, type ExitCode } from '../errors/exit-code.ts';
import { previewFile } from '../reassign/preview-file.ts';
import { reassignFile } from '../reassign/reassign-file.ts';
import { describeRefused, FileProgress, throughFile, WidthInput } from './files.ts';
import { option } from './options.ts';

/** What goes with `--file` alone. */
export const patience = option(
  '--patience <minutes>',
  'with --file: how long to wait where too many are open, without any progress',
).default('60');
export const FileInput = {
  file: z.string().min(1).optional(),
  batch: Batch.optional(),
  patience: z.coerce.number<string>('must be a number of minutes').min(0).max(10_000),
  ...WidthInput,
};

interface FileWords {
  readonly file: string;
  readonly batch?: string | undefined;
  readonly width: number;
  readonly patience: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Requests a reassignment for each row of a file, or previews them. */
export async function reassignRows(
  { file: path, batch, width, patience: minutes, dryRun: isDryRun, json: isJson }: FileWords,
  context: Context,
): Promise<ExitCode> {
  const { client, output, io } = context;
  const progress = new FileProgress(context);
  let said = '';
  const onWait = (reason: string): void => {
    if (reason !== said) output.remark(`It waits: ${reason}`);
    said = reason;
  };
  const options = {
    client,
    path,
    batch,
    width,
    signal: io.signal,
    waiting: {
      now: io.now,
      pause: (milliseconds: number) => io.pause(milliseconds, io.signal),
      patienceMilliseconds: minutes * 60_000,
      onWait,
    },
    reporter: {
      start: (table: Parameters<FileProgress['start']>[2]) => progress.start('rows', path, table),
      advance: () => progress.advance(),
    },
  };
  const run = async () => (isDryRun ? previewFile(options) : reassignFile(options));
  const done = await throughFile(progress, context, run);
  const { results, resultPath, ...counts } = done;
  const failed = results.filter(({ state }) => state === 'refused' || state === 'waiting');
  if (isJson) await output.document({ ...counts, resultPath, results });
  else await output.lines(summaryOf(counts), `Row by row: ${resultPath}`);
  for (const line of describeRefused(failed, failed.length, resultPath)) output.remark(line);
  return failed.length > 0 ? exitCodes.failed : exitCodes.ok;
}

/** `3 requested, 1 refused (2 of them by an earlier run)`. */
function summaryOf({ before = 0, ...counts }: Readonly<Partial<Record<string, number>>>): string {
  const parts = Object.entries(counts).flatMap(([state, count]) =>
    count === 0 ? [] : [`${count} ${state}`],
  );
  const earlier = before === 0 ? '' : `; ${before} of them by an earlier run`;
  return `${parts.length === 0 ? 'No rows' : parts.join(', ')}${earlier}.`;
}
