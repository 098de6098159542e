import { exceeds } from '../limits.ts';
import type { Measurement } from '../measurement.ts';

const numeric = /^[-\d.,≤≥! ]+$/;

/** Numbers are aligned to the right, words to the left. */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const render = (line: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = line[column] ?? '';
        return numeric.test(cell) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [render(header), rule, ...rows.map(render)].join('\n');
}

/** A figure rounded to its significant digits. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  return value.toLocaleString('en-US', {
    minimumFractionDigits: size < 100 ? Math.min(3, size < 10 ? 3 : 1) : 0,
    maximumFractionDigits: size < 10 ? 3 : size < 100 ? 1 : 0,
  });
}

export interface Pivot {
  readonly row: (measurement: Measurement) => string;
  readonly column: (measurement: Measurement) => string;
  readonly title: string;
}

/** If there are limits, they are in the last column, and `!` marks a value beyond its own. */
export function pivot(measurements: readonly Measurement[], { row, column, title }: Pivot): string {
  const columns = [...new Set(measurements.map(column))];
  const byRow = [...Map.groupBy(measurements, row)];
  const hasLimits = measurements.some(({ bound }) => bound !== undefined);
  const rows = byRow.map(([name, ofRow]) => {
    const cells = columns.map((wanted) => cellOf(ofRow.find((one) => column(one) === wanted)));
    return [name, ...cells, ...(hasLimits ? [limitOf(ofRow)] : [])];
  });
  return renderTable([title, ...columns, ...(hasLimits ? ['limit'] : [])], rows);
}

const cellOf = (measurement: Measurement | undefined): string => {
  if (measurement === undefined) return '';
  return figure(measurement.value) + (exceeds(measurement) ? ' !' : '');
};

const limitOf = (measurements: readonly Measurement[]): string => {
  const bound = measurements.find((one) => one.bound !== undefined)?.bound;
  if (bound === undefined) return '';
  return `${bound.is === 'at most' ? '≤' : '≥'} ${bound.limit}`;
};
