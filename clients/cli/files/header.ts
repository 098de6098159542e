import { plainTitle, type Titles } from './titles.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Which column stands where. */
export interface Header<Column extends string> {
  readonly width: number;
  /** The columns that the file has, with their titles as they are written there. */
  readonly columns: readonly { readonly column: Column; readonly index: number; readonly title: string }[];
}

export interface KnownColumns<Column extends string> {
  readonly titles: Titles<Column>;
  readonly columns: readonly Column[];
  readonly isRequired: (column: Column) => boolean;
}

/** How many of the titles are known: the header of a file that is split at the right character has most. */
export const knownTitles = <Column extends string>(
  cells: readonly string[],
  known: KnownColumns<Column>,
): number => cells.filter((title) => columnOf(title, known) !== undefined).length;

/** @throws UnreadableFile `unknown-column`, `column-twice`, `column-missing` */
export function readHeader<Column extends string>(
  place: string,
  cells: readonly string[],
  known: KnownColumns<Column>,
): Header<Column> {
  const columns = cells.flatMap((title, index) => {
    // A spreadsheet writes columns without a title at the end of the rows.
    if (title === '') return [];
    const column = columnOf(title, known);
    if (column !== undefined) return [{ column, index, title }];
    const detail = `there is no column “${title}”. Remove it or rename it. ${listed(known)}`;
    throw new UnreadableFile('unknown-column', place, detail);
  });
  for (const [position, { column, title }] of columns.entries()) {
    const before = columns.slice(0, position).find((one) => one.column === column);
    if (before === undefined) continue;
    const detail = `“${before.title}” and “${title}” are both the column ${column}. Remove one of them.`;
    throw new UnreadableFile('column-twice', place, detail);
  }
  const missing = known.columns.filter(
    (column) => known.isRequired(column) && !columns.some((one) => one.column === column),
  );
  if (missing.length > 0) {
    const detail = `the column ${missing.join(', ')} is missing. ${listed(known)}`;
    throw new UnreadableFile('column-missing', place, detail);
  }
  return { width: cells.length, columns };
}

const columnOf = <Column extends string>(title: string, known: KnownColumns<Column>): Column | undefined =>
  known.columns.find((column) => known.titles[column].some((one) => plainTitle(one) === plainTitle(title)));

const listed = <Column extends string>({ columns, titles }: KnownColumns<Column>): string =>
  `The columns are ${columns.map((column) => titles[column][0]).join(', ')}.`;
