import { operations } from '../../../shared/http/contract/operations.ts';
import type { Client } from '../../lib/api/client.ts';
import { ProblemError } from '../../lib/api/errors.ts';
import { forEachConcurrently } from '../files/concurrently.ts';
import { openTable, type OpenedTable, type TableRow } from '../files/open-table.ts';
import { refusalOf } from '../files/refusal.ts';
import { resultPathOf } from '../files/result-path.ts';
import { keyOf, refusedRow, type RowResult } from '../files/row-result.ts';
import { pairTable, type PairRow } from '../files/tables.ts';
import { ResultJournal } from './result-journal.ts';
import { WaitForRoom, type Waiting } from './wait-for-room.ts';

/** What became of a row: `pending` if one just like it was requested before, `waiting` if there was no room for it. */
export type PairState = 'requested' | 'pending' | 'waiting' | 'refused';

export interface ReassignFileOptions {
  readonly client: Client;
  readonly path: string;
  /** Names the reassignments of this run. The same row of another batch is another reassignment. */
  readonly batch?: string | undefined;
  /** The most requests in flight. */
  readonly width: number;
  /** Ends the run before its next request. */
  readonly signal: AbortSignal;
  readonly waiting: Waiting;
  readonly reporter: PairReporter;
}

/** Is told how far a run is. */
export interface PairReporter {
  readonly start: (table: Omit<OpenedTable<unknown>, 'rows'>) => void;
  /** A row has a result, of this run or of an earlier one. */
  readonly advance: () => void;
}

export interface ReassignedFile extends Record<PairState, number> {
  /** How many of them an earlier run had requested. */
  readonly before: number;
  readonly resultPath: string;
  readonly results: readonly RowResult[];
}

type Row = TableRow<PairRow>;

/**
 * Requests a reassignment for each row. A row that was requested in the same batch is not requested again, by another
 * row, by another run, or by a run after a crash: its result is on disk, and its content is its `Idempotency-Key`.
 *
 * @throws UnreadableFile if the file cannot be read as a whole; what the client throws if no row would fare better: the
 * results so far are kept, and another run goes on from there
 */
export async function reassignFile(options: ReassignFileOptions): Promise<ReassignedFile> {
  const { client, path, batch, width, signal, waiting, reporter } = options;
  const table = await openTable(path, pairTable);
  reporter.start(table);
  const resultPath = resultPathOf(path, { isDryRun: false });
  const journal = await ResultJournal.open(resultPath);
  const room = new WaitForRoom(waiting);
  const asked = new Map<string, Promise<RowResult>>();
  const results: RowResult[] = [];
  let before = 0;

  async function resultOf(row: Row, key: string): Promise<RowResult> {
    const known = journal.find(key);
    if (known !== undefined && isRequested(known)) {
      before += 1;
      return { ...known, row: row.row };
    }
    const result = row.ok
      ? await request(client, row.row, row.values, { batch, key, room })
      : refusedRow(row, key);
    await journal.add(result);
    return result;
  }

  try {
    await forEachConcurrently(table.rows(), width, async (row) => {
      signal.throwIfAborted();
      const key = keyOfRow(row, batch);
      const first = asked.get(key);
      const result = first ?? resultOf(row, key);
      if (first === undefined) asked.set(key, result);
      results.push(first === undefined ? await result : sameAs(await result, row.row));
      reporter.advance();
    });
  } catch (error) {
    await journal.close();
    throw error;
  }
  const inOrder = results.toSorted((one, other) => one.row - other.row);
  await journal.finish(inOrder);
  const count = (state: PairState): number => results.filter((result) => result.state === state).length;
  return {
    requested: count('requested'),
    pending: count('pending'),
    waiting: count('waiting'),
    refused: count('refused'),
    before,
    resultPath,
    results: inOrder,
  };
}

const isRequested = ({ state }: RowResult): boolean => state === 'requested' || state === 'pending';

const sameAs = (result: RowResult, row: number): RowResult => ({
  ...result,
  row,
  detail: `The same as row ${result.row}.`,
});

/** By the content, so that a row may move within its file. A row that is wrong has the key of what is wrong with it. */
const keyOfRow = (row: Row, batch: string | undefined): string =>
  keyOf(row.ok ? { batch: batch ?? null, ...row.values } : { row: row.row, errors: row.errors });

interface Request {
  readonly batch: string | undefined;
  readonly key: string;
  readonly room: WaitForRoom;
}

/** The body of a request for the reassignment of a row. */
export const bodyOf = ({ groups, ...pair }: PairRow, batch: string | undefined) => ({
  ...pair,
  ...(groups !== undefined && { groupIds: groups }),
  ...(batch !== undefined && { batch }),
});

async function request(
  client: Client,
  row: number,
  pair: PairRow,
  { batch, key, room }: Request,
): Promise<RowResult> {
  const call = { body: bodyOf(pair, batch), idempotencyKey: key };
  try {
    const answer = await room.repeat(() => client.call(operations.requestReassignment, call));
    const { reassignmentId: id, state, consent } = answer;
    const detail =
      state === 'awaiting-consent' ? `It waits for the consent of ${consent.nic}.` : `It is ${state}.`;
    return { row, id, state: 'requested', code: '', detail, key };
  } catch (error) {
    const id = error instanceof ProblemError ? pendingIdOf(error) : undefined;
    if (id !== undefined)
      return {
        row,
        id,
        state: 'pending',
        code: 'reassignment-pending',
        detail: 'One just like it was requested before, and has not ended.',
        key,
      };
    if (error instanceof ProblemError && error.code === 'too-many-open')
      return { row, id: '', state: 'waiting', code: error.code, detail: error.detail, key };
    return { row, id: '', key, ...refusalOf(error) };
  }
}

const pendingIdOf = (error: ProblemError): string | undefined =>
  error.errors.find(({ code }) => code === 'reassignment-pending')?.reassignmentId;
