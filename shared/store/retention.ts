import * as z from 'zod';
import type { ChangeState } from '../domain/contact-change.ts';
import type { ReassignmentState } from '../domain/reassignment.ts';
import type { Clock } from '../runtime/clock.ts';
import { eventPrefix } from './event-keys.ts';
import { timeToLive } from './index-keys.ts';
import {
  changePrefix,
  failedPrefix,
  historyPrefix,
  outcomePrefix,
  reassignmentPrefix,
  targetPrefix,
  triesPrefix,
} from './keys.ts';
import type { Item, Key, Put, Table, Update, Write } from './table.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Rows that belong to a change or reassignment are kept for so much longer than it, in days. They get their time to
 * live when they are written, so this is longer than a change propagates, and than DynamoDB takes to delete a row.
 */
export const marginDays = 90;
/** For so many days retries of its changes keep a reassignment longer. Shorter than the margin of its targets. */
const reassignmentExtraDays = 60;

const endStates: ReadonlySet<string> = new Set([
  'completed',
  'completed-with-failures',
  'refused',
  'expired',
  'cancelled',
  'rejected',
] satisfies (ChangeState | ReassignmentState)[]);

/** What decides how long a change or a reassignment is kept. Rows of any release have it. */
const Subject = z.object({
  state: z.string(),
  expiresAt: z.iso.datetime(),
  effectiveAt: z.iso.datetime().optional(),
  runAt: z.iso.datetime().optional(),
  startedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  retryRequestedAt: z.iso.datetime().optional(),
  run: z.unknown().optional(),
});
type Subject = z.infer<typeof Subject>;

type Kind = 'change' | 'reassignment' | 'listed' | 'belonging';

function kindOf({ pk, sk }: Key): Kind | undefined {
  if (pk.startsWith(changePrefix)) {
    if (sk === 'CHANGE') return 'change';
    return [outcomePrefix, failedPrefix, triesPrefix, eventPrefix].some((prefix) => sk.startsWith(prefix)) ||
      sk === 'PROGRESS'
      ? 'belonging'
      : undefined;
  }
  if (pk.startsWith(reassignmentPrefix)) {
    if (sk === 'REASSIGNMENT') return 'reassignment';
    return sk.startsWith(targetPrefix) || sk.startsWith(eventPrefix) || sk === 'COUNTS'
      ? 'belonging'
      : undefined;
  }
  if (sk.startsWith(eventPrefix)) return 'belonging';
  return sk.startsWith(historyPrefix) || sk.startsWith(reassignmentPrefix) ? 'listed' : undefined;
}

const isSubject = (kind: Kind | undefined): kind is 'change' | 'reassignment' =>
  kind === 'change' || kind === 'reassignment';

/** Whether it still waits or propagates: a retry of it waits, or a cancelled reassignment's changes propagate. */
const isUnderWay = ({ state, retryRequestedAt, run, completedAt }: Subject): boolean =>
  !endStates.has(state) ||
  (state === 'completed-with-failures' && retryRequestedAt !== undefined) ||
  (run !== undefined && completedAt === undefined);

/** The change or the reassignment that a row of a list is about. */
export function subjectOfListed(row: Key): Key | undefined {
  if (kindOf(row) !== 'listed') return undefined;
  return { pk: row.sk, sk: row.sk.startsWith(historyPrefix) ? 'CHANGE' : 'REASSIGNMENT' };
}

/**
 * The time to live of a row: a change or a reassignment expires so many days after its end, and what belongs to it
 * later. Nothing expires while it is under way.
 */
function retention(days: number, clock: Clock) {
  const after = (time: number, extraDays = 0) =>
    timeToLive(new Date(time + (days + extraDays) * dayMilliseconds));
  const ofBelonging = () => after(clock.now().getTime(), marginDays);

  const ofSubject = (kind: Kind, subject: Subject) => {
    if (isUnderWay(subject)) return {};
    const { startedAt, completedAt } = subject;
    const end = completedAt === undefined ? clock.now().getTime() : Date.parse(completedAt);
    if (kind === 'change' || startedAt === undefined) return after(end);
    return after(Math.min(end, Date.parse(startedAt) + reassignmentExtraDays * dayMilliseconds));
  };

  /** A list's row lives longer than a request that waits for its time. */
  const ofListed = (writes: readonly Write[]) => {
    const times = writes.flatMap((write) => {
      if (!('put' in write) || !isSubject(kindOf(write.put))) return [];
      const { expiresAt, effectiveAt, runAt } = Subject.parse(write.put);
      return [expiresAt, effectiveAt, runAt].flatMap((time) => (time === undefined ? [] : Date.parse(time)));
    });
    return after(Math.max(clock.now().getTime(), ...times), marginDays);
  };

  const ofPut = (item: Item, all: readonly Write[]) => {
    const kind = kindOf(item);
    if (kind === undefined) return {};
    if (isSubject(kind)) return ofSubject(kind, Subject.parse(item));
    return kind === 'listed' ? ofListed(all) : ofBelonging();
  };
  return { after, ofPut, ofListed, ofBelonging };
}

/**
 * The time to live that a row would get if it were written now.
 * @param subject of a row of a list, the change or the reassignment that it is about
 */
export const timeToLiveOf = (row: Item, subject: Item | undefined, days: number, clock: Clock) =>
  retention(days, clock).ofPut(row, subject === undefined ? [] : [{ put: subject }]);

/**
 * The table, with a time to live on what has ended. Each write of what is under way replaces the row. A reader never
 * finds a change without its outcomes, so it does not matter that DynamoDB deletes a row later.
 * @param days undefined: everything is kept
 */
export function withRetention(table: Table, days: number | undefined, clock: Clock): Table {
  if (days === undefined) return table;
  const { after, ofPut, ofListed, ofBelonging } = retention(days, clock);
  const put = (write: Put, all: readonly Write[]): Put => ({
    ...write,
    put: { ...write.put, ...ofPut(write.put, all) },
  });

  const update = (write: Update, all: readonly Write[]): Update => {
    const kind = kindOf(write.update);
    if (kind === 'listed') return { ...write, set: { ...write.set, ...ofListed(all) } };
    if (kind === 'belonging') return { ...write, set: { ...write.set, ...ofBelonging() } };
    // A request that ends without being read (`endUnread`).
    const ends = kind === 'change' && endStates.has(String(write.set?.['state']));
    return ends ? { ...write, set: { ...write.set, ...after(clock.now().getTime()) } } : write;
  };

  const kept = (write: Write, all: readonly Write[]): Write =>
    'put' in write ? put(write, all) : 'update' in write ? update(write, all) : write;

  return {
    get: (key) => table.get(key),
    getMany: (keys, options) => table.getMany(keys, options),
    query: (range) => table.query(range),
    queryDue: (...range) => table.queryDue(...range),
    queryListed: (range) => table.queryListed(range),
    delete: (operation) => table.delete(operation),
    put: (write) => table.put(put(write, [write])),
    update: (write, options) => table.update(update(write, [write]), options),
    transact: (writes) => table.transact(writes.map((write) => kept(write, writes))),
  };
}
