import { writeFile } from 'node:fs/promises';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { DryRunReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import type { Client } from '../../lib/api/client.ts';
import { forEachConcurrently } from '../files/concurrently.ts';
import { openTable } from '../files/open-table.ts';
import { refusalOf } from '../files/refusal.ts';
import { resultPathOf } from '../files/result-path.ts';
import { keyOf, refusedRow, resultHeader, resultLine, type RowResult } from '../files/row-result.ts';
import { pairTable, type PairRow } from '../files/tables.ts';
import { bodyOf, type ReassignFileOptions } from './reassign-file.ts';

export interface PreviewedFile {
  readonly possible: number;
  readonly refused: number;
  readonly resultPath: string;
  readonly results: readonly RowResult[];
}

/**
 * Says of each row what would become of its reassignment now, and writes it beside the file. Nothing is requested.
 *
 * @throws UnreadableFile if the file cannot be read as a whole; what the client throws if no row would fare better
 */
export async function previewFile({
  client,
  path,
  batch,
  width,
  signal,
  reporter,
}: Omit<ReassignFileOptions, 'waiting'>): Promise<PreviewedFile> {
  const table = await openTable(path, pairTable);
  reporter.start(table);
  const found: RowResult[] = [];
  await forEachConcurrently(table.rows(), width, async (row) => {
    signal.throwIfAborted();
    const key = keyOf(row);
    found.push(
      row.ok ? await preview(client, { row: row.row, key }, row.values, batch) : refusedRow(row, key),
    );
    reporter.advance();
  });
  const results = found.toSorted((one, other) => one.row - other.row);
  const resultPath = resultPathOf(path, { isDryRun: true });
  await writeFile(resultPath, resultHeader + results.map((result) => resultLine(result)).join(''));
  const refused = results.filter(({ state }) => state === 'refused').length;
  return { possible: results.length - refused, refused, resultPath, results };
}

async function preview(
  client: Client,
  place: Pick<RowResult, 'row' | 'key'>,
  pair: PairRow,
  batch: string | undefined,
): Promise<RowResult> {
  try {
    const call = { body: bodyOf(pair, batch), query: { limit: 100 } };
    const answer = await client.dryRun(operations.requestReassignment, call);
    return { ...place, id: '', state: 'possible', code: '', detail: describe(answer) };
  } catch (error) {
    return { ...place, id: '', ...refusalOf(error) };
  }
}

/** `12 groups or services; 2 would be skipped: change-pending.` */
function describe({ preview: { total, items, nextCursor } }: DryRunReassignmentAnswer): string {
  const skipped = items.filter(({ errors }) => errors.length > 0);
  const codes = [...new Set(skipped.flatMap(({ errors }) => errors.map(({ code }) => code)))];
  const targets = `${total.isExact ? '' : 'At least '}${total.targets} groups or single services`;
  if (skipped.length === 0) return `${targets}.`;
  const among = nextCursor === null ? '' : `of the first ${items.length}, `;
  return `${targets}; ${among}${skipped.length} would be skipped: ${codes.join(', ')}.`;
}
