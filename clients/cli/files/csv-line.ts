import { stringify } from 'csv-stringify/sync';
import { escapeFormula } from './formula-cells.ts';

/** Begins every CSV file that is written, so that Excel reads it as UTF-8. */
export const byteOrderMark = '\uFEFF';

/** A row of a CSV file, with its line end. No cell of it is run as a formula. */
export const csvLine = (cells: readonly (string | number)[]): string =>
  stringify([cells.map((cell) => escapeFormula(String(cell)))], {
    record_delimiter: '\r\n',
    // It quotes line ends of the kind it writes by itself, and not the others.
    quoted_match: /[\r\n]/,
  });
