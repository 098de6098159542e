import { textOf, type Column } from './columns.ts';

const gap = '  ';
const narrowest = 8;

/** Rows as lines of text, aligned, within `width` characters where columns can be cut; undefined cuts nothing. */
export function tableOf<Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
  width: number | undefined,
): { readonly header: string; readonly rows: string[] } {
  const cells = items.map((item) => columns.map(({ value }) => oneLine(textOf(value(item)))));
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  if (width !== undefined) fit(widths, columns, width);
  const line = (row: readonly string[]): string =>
    columns
      .map(({ isNumber }, index) => {
        const [cell = '', size = 0] = [row[index], widths[index]];
        return isNumber ? cell.padStart(size) : cut(cell, size).padEnd(size);
      })
      .join(gap)
      .trimEnd();
  return { header: line(columns.map(({ title }) => title)), rows: cells.map(line) };
}

/** Narrows the columns that can be cut, the widest first, until the line fits. */
function fit(widths: number[], columns: readonly Column<never>[], width: number): void {
  const excess = (): number => widths.reduce((sum, size) => sum + size + gap.length, -gap.length) - width;
  while (excess() > 0) {
    const candidates = columns.flatMap(({ isCut }, index) => (isCut ? [index] : []));
    const widest = candidates.toSorted((one, other) => (widths[other] ?? 0) - (widths[one] ?? 0))[0];
    if (widest === undefined || (widths[widest] ?? 0) <= narrowest) return;
    widths[widest] = Math.max(narrowest, (widths[widest] ?? 0) - excess());
  }
}

const cut = (cell: string, size: number): string =>
  cell.length <= size ? cell : `${cell.slice(0, Math.max(0, size - 1))}…`;

/** A reason may have line breaks, or characters that move a terminal's cursor. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
