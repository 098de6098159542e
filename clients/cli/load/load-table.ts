import { forEachConcurrently } from '../files/concurrently.ts';
import type { GoodRow, OpenedTable, TableRow } from '../files/open-table.ts';
import { describeNormalized, keyOf, refusedRow, type RowResult } from '../files/row-result.ts';
import { ResultFile } from './result-file.ts';

/** What became of a row: `same` if nothing had to be written for it. */
type LoadState = 'new' | 'changed' | 'same' | 'refused';

export interface LoadOutcome {
  readonly state: LoadState;
  readonly code?: string;
  readonly detail?: string;
}

/** How the rows of a table are loaded. */
export interface Loading<Values> {
  readonly idOf: (values: Values) => string;
  /** Rows with the same name may be loaded together, at most `size`. */
  readonly nameOf: (values: Values) => string;
  readonly size: number;
  /** The outcome of each, in their order. No id is among them twice. */
  readonly load: (batch: readonly Values[]) => Promise<readonly LoadOutcome[]>;
}

/** How many rows of a file ended in each state. */
export interface Tally extends Record<LoadState, number> {
  /** Where an unfinished run had stopped: the results that it left. */
  readonly resumed: number;
  /** The first that were refused. The result file has them all. */
  readonly firstRefused: readonly RowResult[];
}

export interface LoadTableOptions<Values> {
  readonly table: OpenedTable<Values>;
  readonly loading: Loading<Values>;
  readonly resultPath: string;
  readonly width: number;
  /** Ends the load before its next request. */
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number) => void;
}

/**
 * Rows are held, and their results written, in blocks: some requests for each of those in flight. It bounds the memory,
 * and what a killed run does again.
 */
const blockSize = 480;
const refusedShown = 5;

/**
 * Loads the rows of a file and writes the result of each. Goes on where an unfinished run of the same file stopped.
 *
 * @throws what `load` throws: the results so far are kept, and another run goes on from there
 */
export async function loadTable<Values>(options: LoadTableOptions<Values>): Promise<Tally> {
  const { table, resultPath, onProgress } = options;
  const results = new ResultFile(resultPath);
  const counts: Record<LoadState, number> = { new: 0, changed: 0, same: 0, refused: 0 };
  const firstRefused: RowResult[] = [];
  const count = (result: RowResult): void => {
    if (isLoadState(result.state)) counts[result.state] += 1;
    if (result.state === 'refused' && firstRefused.length < refusedShown) firstRefused.push(result);
    onProgress(1);
  };

  const before = table.rows();
  const resumed = await results.resume(async (result) => {
    const { value: row } = await before.next();
    const isSame = row !== undefined && row.row === result.row && contentKey(row) === result.key;
    if (isSame) count(result);
    return isSame;
  });
  await before.return(undefined);
  for await (const block of blocksOf(table.rows(), resumed)) {
    await results.append(await loadBlock(block, options, count));
  }
  await results.finish();
  return { ...counts, resumed, firstRefused };
}

const isLoadState = (state: string): state is LoadState =>
  ['new', 'changed', 'same', 'refused'].includes(state);

const contentKey = <Values>(row: TableRow<Values>): string => keyOf(row.ok ? row.values : row.errors);

async function* blocksOf<Item>(items: AsyncIterable<Item>, skipped: number): AsyncGenerator<Item[]> {
  let block: Item[] = [];
  let place = 0;
  for await (const item of items) {
    if (place++ < skipped) continue;
    block.push(item);
    if (block.length < blockSize) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

async function loadBlock<Values>(
  block: readonly TableRow<Values>[],
  { loading, width, signal }: LoadTableOptions<Values>,
  onResult: (result: RowResult) => void,
): Promise<RowResult[]> {
  const results = new Map<number, RowResult>();
  const add = (result: RowResult): void => {
    results.set(result.row, result);
    onResult(result);
  };
  for (const row of block) if (!row.ok) add(refusedRow(row, contentKey(row)));
  for (const round of roundsOf(
    block.filter((row) => row.ok),
    loading,
  )) {
    await forEachConcurrently(round, width, async (batch) => {
      signal.throwIfAborted();
      const outcomes = await loading.load(batch.map(({ values }) => values));
      for (const [index, row] of batch.entries()) {
        const { state, code = '', detail = '' } = outcomes[index] ?? { state: 'refused', code: 'no-answer' };
        const details = [describeNormalized(row.normalized), detail].filter((text) => text !== '').join(' ');
        add({
          row: row.row,
          id: loading.idOf(row.values),
          state,
          code,
          detail: details,
          key: contentKey(row),
        });
      }
    });
  }
  return block.flatMap(({ row }) => results.get(row) ?? []);
}

/** Batches of rows of one name. A row whose id stands in the block before it waits for another round. */
function roundsOf<Values>(
  rows: readonly GoodRow<Values>[],
  { idOf, nameOf, size }: Loading<Values>,
): GoodRow<Values>[][][] {
  const seen = new Map<string, number>();
  const byRound = Map.groupBy(rows, ({ values }) => {
    const round = seen.get(idOf(values)) ?? 0;
    seen.set(idOf(values), round + 1);
    return round;
  });
  return [...byRound.values()].map((round) =>
    [...Map.groupBy(round, ({ values }) => nameOf(values)).values()].flatMap((named) =>
      inChunks(named, size),
    ),
  );
}

const inChunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
