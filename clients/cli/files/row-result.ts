import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { byteOrderMark, csvLine } from './csv-line.ts';
import { unescapeFormula } from './formula-cells.ts';
import type { BadRow, CellError, NormalizedCell } from './open-table.ts';

/** What became of a row of a file. */
export interface RowResult {
  /** As a spreadsheet counts it. */
  readonly row: number;
  readonly id: string;
  readonly state: string;
  /** Why it was refused; empty if it was not. */
  readonly code: string;
  readonly detail: string;
  /** A hash of the row's content, by which another run knows the row again. */
  readonly key: string;
}

const columns = ['row', 'id', 'state', 'code', 'detail', 'key'] as const;

/** The first line of a result file. */
export const resultHeader = byteOrderMark + csvLine(columns);

/** The line of a result. Line breaks in its cells become blanks, so that a line is a result and a result a line. */
export const resultLine = (result: RowResult): string =>
  csvLine(columns.map((column) => String(result[column]).replaceAll(/[\r\n]+/g, ' ')));

const Cells = z.tuple([
  z.coerce.number<string>().int(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
]);

/** The result of a line, with its end or without; undefined for the header, and for what is no result. */
export function readResultLine(line: string): RowResult | undefined {
  try {
    const records: unknown[][] = parse(line.trimEnd(), {
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
    });
    const texts = z.array(z.string()).parse(records[0]).map(unescapeFormula);
    const [row, id, state, code, detail, key] = Cells.parse(texts);
    return { row, id, state, code, detail, key };
  } catch {
    return undefined;
  }
}

/** A hash by which a row is known again, wherever it stands in the file. */
export const keyOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** The result of a row whose cells are wrong: it was not sent. */
export const refusedRow = ({ row, errors }: BadRow, key: string): RowResult => ({
  row,
  id: '',
  state: 'refused',
  code: errors[0]?.code ?? '',
  detail: describeErrors(errors),
  key,
});

/** The cells that were wrong, in a sentence each. */
const describeErrors = (errors: readonly CellError[]): string =>
  errors
    .map(({ column, given, detail }) => `${column}${given === '' ? '' : ` “${shortened(given)}”`}: ${detail}`)
    .join(' ');

/** The cells that were read otherwise than written. */
export const describeNormalized = (cells: readonly NormalizedCell[]): string =>
  cells.map(({ column, given, value }) => `${column} “${shortened(given)}” was read as ${value}.`).join(' ');

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
