import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { UnreadableFile } from './unreadable-file.ts';

export type Delimiter = ',' | ';' | '\t';

/** A row as a spreadsheet counts it: the header is usually row 1, and blank rows count. */
export interface RowOfCells {
  readonly row: number;
  readonly cells: readonly string[];
}

/** In bytes. A longer row means a quotation mark that is not closed: the texts of a row are far shorter. */
const longestRow = 64 * 1024;
const Cells = z.array(z.string());

const optionsOf = (delimiter: Delimiter) =>
  ({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    trim: true,
    max_record_size: longestRow,
  }) satisfies Options;

/** The first row that has anything in it, whatever is wrong with the text after it. */
export function firstRow(text: string, delimiter: Delimiter): readonly string[] {
  const first: (readonly string[])[] = [];
  const onRecord = (record: unknown): null => {
    const cells = cellsOf(record);
    if (first.length === 0 && hasContent(cells)) first.push(cells);
    return null;
  };
  try {
    parseText(text, { ...optionsOf(delimiter), on_record: onRecord });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return first[0] ?? [];
}

const cellsOf = (record: unknown): string[] => Cells.parse(record).map((cell) => cell.trim());
const hasContent = (cells: readonly string[]): boolean => cells.some((cell) => cell !== '');

/**
 * The rows that have anything in them, without the blanks around the cells.
 *
 * @throws UnreadableFile `quote-not-closed`, `stray-quote`
 */
export async function* readRecords(
  place: string,
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<RowOfCells> {
  const parser = parse(optionsOf(delimiter));
  const source = Readable.from(text);
  // The parser does not end by itself when what it reads from fails.
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  try {
    for await (const record of parser) {
      row += 1;
      const cells = cellsOf(record);
      if (hasContent(cells)) yield { row, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(place, error) : error;
  } finally {
    source.destroy();
  }
}

const Position = z.object({ records: z.int() });

function unreadable(path: string, error: CsvError): UnreadableFile {
  const place = `${path}, row ${Position.parse(error).records + 1}`;
  return error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
    ? new UnreadableFile(
        'quote-not-closed',
        place,
        'a quotation mark opens a cell that begins here, and none closes it. Add it, or remove the first.',
        { cause: error },
      )
    : new UnreadableFile(
        'stray-quote',
        place,
        'a quotation mark stands inside a cell. Write it twice, and the whole cell in quotation marks: ' +
          '"the ""big"" office". A spreadsheet does so by itself when it saves as CSV.',
        { cause: error },
      );
}
