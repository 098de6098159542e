import { basename } from 'node:path';
import * as z from 'zod';
import { adviceFor } from './advice.ts';
import { knownTitles, readHeader, type Header, type KnownColumns } from './header.ts';
import { unescapeFormula } from './formula-cells.ts';
import { encodingOf, readText, type Encoding } from './read-text.ts';
import { firstRow, readRecords, type Delimiter, type RowOfCells } from './records.ts';
import type { Table } from './tables.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** What is wrong with a cell, in words that say what to do. */
export interface CellError {
  /** The title as it is written in the file. */
  readonly column: string;
  readonly given: string;
  readonly code: string;
  readonly detail: string;
}

/** A cell whose value is not letter by letter what the file has. */
export interface NormalizedCell {
  readonly column: string;
  readonly given: string;
  readonly value: string;
}

/** A row as a spreadsheet counts it, the header being row 1. */
export type TableRow<Values> = GoodRow<Values> | BadRow;

export interface GoodRow<Values> {
  readonly row: number;
  readonly ok: true;
  readonly values: Values;
  readonly normalized: readonly NormalizedCell[];
}

export interface BadRow {
  readonly row: number;
  readonly ok: false;
  readonly errors: readonly CellError[];
}

/** A file of a form that can be read, though some of its rows may be wrong. */
export interface OpenedTable<Values> {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** How many rows it has, without the header and blank rows. */
  readonly rowCount: number;
  /** The rows in the file's order. It is read anew each time, and never held as a whole. */
  readonly rows: () => AsyncGenerator<TableRow<Values>>;
}

const delimiters = [',', ';', '\t'] as const;

/**
 * Reads a file once to the end, to know that its form is right: its encoding, its delimiter, the columns, the length of
 * each row.
 *
 * @throws UnreadableFile if it is not
 */
export async function openTable<Shape extends z.ZodRawShape>(
  path: string,
  table: Table<Shape>,
): Promise<OpenedTable<z.infer<Table<Shape>['schema']>>> {
  const place = basename(path);
  const known = knownColumns(table);
  const encoding = await encodingOf(path);
  const delimiter = await delimiterOf(path, encoding, known);
  const records = () => readRecords(place, withoutSeparatorLine(readText(path, encoding)), delimiter);

  let header: Header<keyof Shape & string> | undefined;
  let rowCount = 0;
  for await (const record of records()) {
    if (header === undefined) header = readHeader(place, record.cells, known);
    else {
      checkLength(place, record, header);
      rowCount += 1;
    }
  }
  if (header === undefined)
    throw new UnreadableFile('no-header', place, 'is empty. Its first row names the columns.');
  const found = header;
  async function* rows() {
    let isHeader = true;
    for await (const record of records()) {
      if (!isHeader) yield readRow(record, found, table);
      isHeader = false;
    }
  }
  return { encoding, delimiter, rowCount, rows };
}

const knownColumns = <Shape extends z.ZodRawShape>({
  schema,
  titles,
}: Table<Shape>): KnownColumns<keyof Shape & string> => ({
  titles,
  columns: schema.keyof().options,
  isRequired: (column) => {
    const { [column]: cell } = schema.shape;
    return cell !== undefined && !z.safeParse(cell, undefined).success;
  },
});

/** The delimiter that splits the header into most columns that are known; a comma if none does. */
async function delimiterOf<Column extends string>(
  path: string,
  encoding: Encoding,
  known: KnownColumns<Column>,
): Promise<Delimiter> {
  let start = '';
  for await (const piece of withoutSeparatorLine(readText(path, encoding))) {
    start += piece;
    if (start.trim() !== '') break;
  }
  const counts = delimiters.map((delimiter) => ({
    delimiter,
    count: knownTitles(firstRow(start, delimiter), known),
  }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** Without the first line `sep=;`, with which Excel is told the delimiter. */
async function* withoutSeparatorLine(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isStart = true;
  for await (const piece of text) {
    yield isStart ? piece.replace(/^sep=.\r?\n/i, '') : piece;
    isStart = false;
  }
}

function checkLength(place: string, { row, cells }: RowOfCells, { width }: Header<string>): void {
  if (cells.slice(width).every((cell) => cell === '')) return;
  const detail =
    `has ${cells.length} cells, and the header has ${width}. A cell that holds the ` +
    `delimiter stands in quotation marks.`;
  throw new UnreadableFile('row-too-long', `${place}, row ${row}`, detail);
}

interface GivenCell {
  readonly title: string;
  readonly text: string;
}

function readRow<Shape extends z.ZodRawShape>(
  { row, cells }: RowOfCells,
  header: Header<keyof Shape & string>,
  { schema }: Table<Shape>,
): TableRow<z.infer<z.ZodObject<Shape>>> {
  const given = new Map(
    header.columns.map(({ column, index, title }): [string, GivenCell] => [
      column,
      { title, text: unescapeFormula(cells[index] ?? '') },
    ]),
  );
  const filled = [...given].filter(([, { text }]) => text !== '').map(([column, { text }]) => [column, text]);
  const parsed = schema.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => cellError(issue, given));
    return { row, ok: false, errors };
  }
  const values = new Map(Object.entries(parsed.data));
  const normalized = [...given].flatMap(([column, { title, text }]) => {
    const value = values.get(column);
    const isNormalized = typeof value === 'string' && looksLikeAnId.test(value) && value !== text;
    return isNormalized ? [{ column: title, given: text, value }] : [];
  });
  return { row, ok: true, values: parsed.data, normalized };
}

/** What identifies a thing is worth a note when it was read otherwise than written. A word for a choice is not. */
const looksLikeAnId = /\d/;

const Params = z.object({ problem: z.string() });

function cellError(issue: z.core.$ZodIssue, given: ReadonlyMap<string, GivenCell>): CellError {
  const column = String(issue.path[0]);
  const cell = given.get(column) ?? { title: column, text: '' };
  const base = { column: cell.title, given: cell.text };
  if (cell.text === '') return { ...base, code: 'empty', detail: adviceFor.empty };
  const params = Params.safeParse(issue.code === 'custom' ? issue.params : undefined);
  return { ...base, code: params.data?.problem ?? 'validation-failed', detail: issue.message };
}
