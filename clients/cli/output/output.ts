import { once } from 'node:events';
import { styleText } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import type { Io } from '../io.ts';
import { textOf, type Column } from './columns.ts';
import { tableOf } from './table.ts';

/** How a list is written. */
export type ListForm = 'table' | 'json' | 'csv';

export interface ListShape<Item> {
  readonly form: ListForm;
  readonly columns: readonly Column<Item>[];
  /** For CSV, if it has more than the table. */
  readonly csvColumns?: readonly Column<Item>[];
  /** Said if there is no item, to a person. */
  readonly none: string;
}

/** Rows are aligned so many at a time, so that a long list begins at once and needs little memory. */
const blockSize = 100;

/** Writes what a command answers: results to standard output, remarks to standard error. */
export class Output {
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  /** The width to fit a table to: none unless a terminal shows it. */
  get columns(): number | undefined {
    return this.#io.columns;
  }

  /** Writes lines of the result. */
  async lines(...lines: readonly string[]): Promise<void> {
    if (lines.length > 0 && !this.#io.stdout.write(`${lines.join('\n')}\n`)) {
      await once(this.#io.stdout, 'drain', { signal: this.#io.signal });
    }
  }

  /** Writes a remark, which is no part of the result. */
  remark(text: string): void {
    this.#io.stderr.write(`${text}\n`);
  }

  /** Writes one JSON document. */
  document(value: unknown): Promise<void> {
    return this.lines(JSON.stringify(value, undefined, 2));
  }

  /** Writes the items as they come. */
  async list<Item>(items: AsyncIterable<Item>, shape: ListShape<Item>): Promise<void> {
    let count = 0;
    for await (const block of blocksOf(items)) {
      await this.#block(block, shape, count === 0);
      count += block.length;
    }
    if (count > 0) return;
    if (shape.form === 'table') this.remark(shape.none);
    if (shape.form === 'csv') await this.#block([], shape, true);
  }

  async #block<Item>(block: readonly Item[], shape: ListShape<Item>, isFirst: boolean): Promise<void> {
    const { form, columns, csvColumns = columns } = shape;
    if (form === 'json') return this.lines(...block.map((item) => JSON.stringify(item)));
    if (form === 'csv') {
      const rows = block.map((item) => csvColumns.map(({ value }) => textOf(value(item))));
      const titles = isFirst ? [csvColumns.map(({ title }) => title)] : [];
      // A spreadsheet takes a cell that begins with =, +, - or @ for a formula.
      const text = stringify([...titles, ...rows], { escape_formulas: true, record_delimiter: 'unix' });
      return this.lines(text.replace(/\n$/, ''));
    }
    const { header, rows } = tableOf(block, columns, this.#io.columns);
    return this.lines(...(isFirst ? [this.bold(header)] : []), ...rows);
  }

  /** Bold on a terminal, plain elsewhere. */
  bold(text: string): string {
    return this.#io.columns === undefined ? text : styleText('bold', text, { validateStream: false });
  }
}

async function* blocksOf<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let block: Item[] = [];
  for await (const item of items) {
    block.push(item);
    if (block.length === blockSize) {
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}
