import * as z from 'zod';
import type { ConsentCode } from '../domain/consent-code.ts';
import type { ReassignmentOccasion } from '../domain/events-of-reassignment.ts';
import { ReassignmentId, type Nic } from '../domain/identifiers.ts';
import { Reassignment } from '../domain/reassignment.ts';
import { Target, type TargetName } from '../domain/reassignment-target.ts';
import { hashOf } from '../runtime/hash.ts';
import { useConsentCode } from './consent-codes.ts';
import { parseRemembered, rememberAnswer, type Remembered } from './idempotency.ts';
import { openEntriesIn, saveOpenEntries, type OpenEntries } from './open-entries.ts';
import { readReassignmentCounts, type ReassignmentCounts } from './reassignment-counts.ts';
import {
  batchPartition,
  idempotencyKey,
  lastAlikeKey,
  openReassignmentsKey,
  reassignmentPartyPartition,
  reassignmentKey,
  reassignmentPartition,
  reassignmentPrefix,
  targetKey,
  targetPlace,
  targetPrefix,
} from './keys.ts';
import {
  collectTarget,
  reassignmentListingWrites,
  saveReassignment,
  saveReassignmentWithEvents,
  setAside,
} from './reassignment-writes.ts';
import { inboxWritesOfReassignment } from './inbox.ts';
import { likenessOf, type Likeness, parseLastAlike, saveLastAlike } from './last-alike.ts';
import { rowParser } from './row-parser.ts';
import type { Key, Table } from './table.ts';
import { written } from './written.ts';

export interface NewReassignmentExtras {
  readonly code?: ConsentCode | undefined;
  readonly remember?: Remembered | undefined;
  /** What its owner has open, this one included. */
  readonly open?: OpenEntries | undefined;
  /** The last one just like it, which has ended. */
  readonly replaced?: ReassignmentId | undefined;
}

export interface BeforeRequest {
  /** What the requester has requested and may not have ended. */
  readonly open: OpenEntries;
  /** The last one just like it, even if that has ended. `found` is undefined if it is kept no longer. */
  readonly lastAlike:
    | { readonly reassignmentId: ReassignmentId; readonly found: Reassignment | undefined }
    | undefined;
  /** The remembered answer to the key. */
  readonly remembered: Remembered | undefined;
}

export interface ReassignmentPageOptions {
  /** In a list of reassignments, only older ones follow. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Writes are conditional on the previous version; false means a conflict: read and decide again. */
export interface ReassignmentStore {
  find(reassignmentId: ReassignmentId): Promise<Reassignment | undefined>;
  /** In the order of the ids, without missing ones. */
  findMany(reassignmentIds: readonly ReassignmentId[]): Promise<Reassignment[]>;
  /** The number of targets in each state, without pending ones. */
  counts(reassignmentId: ReassignmentId): Promise<ReassignmentCounts>;
  /** Reads what a request is judged by, except accounts and targets, at once. */
  findBefore(request: Likeness, idempotencyHash: string | undefined): Promise<BeforeRequest>;
  record(reassignment: Reassignment, now: Date, extraWrites: NewReassignmentExtras): Promise<boolean>;
  /** Records its next state, or a step. */
  save(reassignment: Reassignment, before: Reassignment, occasion: ReassignmentOccasion): Promise<boolean>;
  collect(reassignment: Reassignment, targets: readonly Target[], now: Date): Promise<boolean>;
  findTarget(reassignmentId: ReassignmentId, name: TargetName): Promise<Target | undefined>;
  /** In the order of the names, without those that are no targets. */
  findTargets(reassignmentId: ReassignmentId, names: readonly TargetName[]): Promise<Target[]>;
  /** Targets in the order in which their turn comes: single services, then groups. */
  targets(reassignmentId: ReassignmentId, options: ReassignmentPageOptions): Promise<TargetPage>;
  /** False if it is no longer pending. */
  setAside(
    reassignment: Reassignment,
    target: TargetName,
    state: 'skipped' | 'failed',
    failure: NonNullable<Target['failure']>,
  ): Promise<boolean>;
  /** Stores since when a pending target waits for other changes of its group. */
  markBusy(reassignment: Reassignment, target: TargetName, now: Date): Promise<void>;
  countAttempt(reassignment: Reassignment, target: TargetName): Promise<void>;
  /** The reassignments with `nic` as owner, `from` or `to`, newest first; all of them, or those of one batch. */
  ofParty(
    nic: Nic,
    options: ReassignmentPageOptions & { readonly batch?: string | undefined },
  ): Promise<{ candidates: ReassignmentId[]; next?: ReassignmentId }>;
}

export interface TargetPage {
  readonly candidates: readonly Target[];
  readonly next?: string | undefined;
}

export const parseReassignment = rowParser(Reassignment);
export const parseTarget = rowParser(Target);
export const parseListedReassignment = rowParser(z.object({ reassignmentId: ReassignmentId }));

async function findReassignment(table: Table, id: ReassignmentId): Promise<Reassignment | undefined> {
  const item = await table.get(reassignmentKey(id));
  return item === undefined ? undefined : parseReassignment(item);
}

const lastOf = async (table: Table, { reassignmentId }: Pick<Reassignment, 'reassignmentId'>) => ({
  reassignmentId,
  found: await findReassignment(table, reassignmentId),
});

export const reassignmentStore = (table: Table): ReassignmentStore => ({
  find: (reassignmentId) => findReassignment(table, reassignmentId),

  async findMany(reassignmentIds) {
    const items = await table.getMany(reassignmentIds.map(reassignmentKey));
    const reassignments = items.map(parseReassignment);
    return reassignmentIds.flatMap(
      (id) => reassignments.find((reassignment) => reassignment.reassignmentId === id) ?? [],
    );
  },

  counts: (reassignmentId) => readReassignmentCounts(table, reassignmentId),

  async findBefore(request, idempotencyHash) {
    const keys = {
      open: openReassignmentsKey(request.requestedBy),
      lastAlike: lastAlikeKey(likenessOf(request)),
      ...(idempotencyHash !== undefined && { remembered: idempotencyKey(idempotencyHash) }),
    };
    const items = await table.getMany(Object.values(keys));
    const itemOf = (key: Key | undefined) => items.find(({ pk }) => pk === key?.pk);
    const [open, lastAlike, remembered] = [keys.open, keys.lastAlike, keys.remembered].map(itemOf);
    return {
      open: openEntriesIn(open),
      lastAlike: lastAlike && (await lastOf(table, parseLastAlike(lastAlike))),
      remembered: remembered && parseRemembered(remembered),
    };
  },

  record(reassignment, now, { code, remember, open, replaced }) {
    return written(
      table.transact([
        ...saveReassignmentWithEvents(reassignment, undefined, { actor: reassignment.requestedBy, now }),
        ...reassignmentListingWrites(reassignment),
        ...inboxWritesOfReassignment(reassignment, undefined),
        saveLastAlike(reassignment, replaced),
        ...(code === undefined ? [] : [useConsentCode(code)]),
        ...(remember === undefined ? [] : [rememberAnswer(remember)]),
        ...(open === undefined
          ? []
          : [saveOpenEntries(openReassignmentsKey(reassignment.requestedBy), open)]),
      ]),
    );
  },

  save(reassignment, before, occasion) {
    const writes = [
      ...saveReassignmentWithEvents(reassignment, before, occasion),
      ...inboxWritesOfReassignment(reassignment, before),
    ];
    const [first, ...others] = writes;
    return written(
      others.length === 0 && first !== undefined && 'put' in first
        ? table.put(first)
        : table.transact(writes),
    );
  },

  collect: (reassignment, targets, now) =>
    written(
      table.transact([
        saveReassignment(reassignment, now),
        ...targets.map((target) => collectTarget(reassignment, target)),
      ]),
    ),

  async findTarget(reassignmentId, name) {
    const item = await table.get(targetKey(reassignmentId, name));
    return item === undefined ? undefined : parseTarget(item);
  },

  async findTargets(reassignmentId, names) {
    const items = await table.getMany(names.map((name) => targetKey(reassignmentId, name)));
    const targets = new Map(items.map(parseTarget).map((target) => [targetPlace(target), target]));
    return names.flatMap((name) => targets.get(targetPlace(name)) ?? []);
  },

  async targets(reassignmentId, { after, limit }) {
    const { items, more } = await table.query({
      pk: reassignmentPartition(reassignmentId),
      prefix: targetPrefix,
      ...(after !== undefined && { after: targetPrefix + after }),
      limit,
    });
    const targets = items.map(parseTarget);
    const last = targets.at(-1);
    return { candidates: targets, next: more && last !== undefined ? targetPlace(last) : undefined };
  },

  setAside: (reassignment, target, state, failure) =>
    written(table.transact(setAside(reassignment, target, state, failure))),

  async markBusy({ reassignmentId }, target, now) {
    const when = [{ path: 'state', equals: 'pending' }] as const;
    const set = { busySince: now.toISOString() };
    await written(
      table.update({ update: targetKey(reassignmentId, target), set, when }).then(() => undefined),
    );
  },

  async countAttempt({ reassignmentId }, target) {
    const when = [{ path: 'state', equals: 'pending' }] as const;
    await written(
      table
        .update({ update: targetKey(reassignmentId, target), add: { attempts: 1 }, when })
        .then(() => undefined),
    );
  },

  async ofParty(nic, { batch, after, limit }) {
    const { items, more } = await table.query({
      pk: batch === undefined ? reassignmentPartyPartition(nic) : batchPartition(nic, hashOf(batch)),
      ...(after !== undefined && { after: reassignmentPrefix + after }),
      limit,
      descending: true,
    });
    const ids = items.map((item) => parseListedReassignment(item).reassignmentId);
    const last = ids.at(-1);
    return { candidates: ids, ...(more && last !== undefined && { next: last }) };
  },
});
