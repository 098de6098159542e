/** How a cell begins that a spreadsheet would take for a formula. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;
const escaped = /^'+[=+\-@\t\r＝＋－＠]/;

/** With an apostrophe in front of what a spreadsheet would run as a formula, so that it shows it as a text. */
export const escapeFormula = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

/** The cell before `escapeFormula`. */
export const unescapeFormula = (cell: string): string => (escaped.test(cell) ? cell.slice(1) : cell);
