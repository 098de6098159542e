import { stringify } from 'csv-stringify/browser/esm/sync';
import type { Language } from '../../../shared/domain/account.ts';
import type { Cell } from './csv-cells.ts';

/** What spreadsheets of the language expect between the cells of a line. */
const delimiters = { fr: ';', en: ',' } as const satisfies Record<Language, string>;

/**
 * A table as spreadsheets of the language open it: with a byte order mark, so that they take it for UTF-8. A cell that
 * would be run as a formula begins with an apostrophe instead.
 */
export const csvOf = (
  header: readonly string[],
  lines: readonly (readonly Cell[])[],
  language: Language,
): string =>
  stringify([[...header], ...lines.map((line) => [...line])], {
    bom: true,
    delimiter: delimiters[language],
    escape_formulas: true,
    record_delimiter: '\r\n',
    // Of the two characters of a line's end, either alone ends a line for some readers.
    quoted_match: /[\r\n]/,
  });
