import * as z from 'zod';
import { requestLifetimeMilliseconds, type ContactChange } from '../domain/contact-change.ts';
import { ChangeId, ReassignmentId, type Nic } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import { hashOf } from '../runtime/hash.ts';
import {
  batchInboxKey,
  batchInboxPartition,
  firstIdAt,
  inboxKey,
  inboxPartition,
  lastIdAt,
} from './inbox-keys.ts';
import { timeToLive } from './index-keys.ts';
import { rowParser } from './row-parser.ts';
import type { Key, Table, Write } from './table.ts';

const Waiting = z.union([z.object({ changeId: ChangeId }), z.object({ reassignmentId: ReassignmentId })]);
export const parseWaiting = rowParser(Waiting);
export const parseWaitingOfBatch = rowParser(z.object({ reassignmentId: ReassignmentId }));

/** What may wait for a decision, and its place. */
export type WaitingEntry = z.infer<typeof Waiting> & { readonly place: string };

export interface InboxPageOptions {
  /** What has expired by then is left out. */
  readonly now: Date;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface BatchName {
  readonly batch: string;
  readonly requestedBy: Nic;
}

/**
 * What waits for the decision of a nic. Some of it may have ended in a way that did not look at its recipients: a
 * request that another one ended, or whose service left. The table deletes such rows once their time is over.
 */
export interface InboxStore {
  /** The soonest to expire first. */
  page(
    nic: Nic,
    options: InboxPageOptions,
  ): Promise<{ candidates: readonly WaitingEntry[]; next?: string | undefined }>;
  /** The reassignments of a batch that were requested until then, the oldest first. */
  ofBatch(
    nic: Nic,
    batch: BatchName,
    options: { now: Date; until: Date; limit: number },
  ): Promise<{ reassignmentIds: readonly ReassignmentId[]; more: boolean }>;
}

export const inboxStore = (table: Table): InboxStore => ({
  async page(nic, { now, after, limit }) {
    const start = now.toISOString();
    const { items, more } = await table.query({
      pk: inboxPartition(nic),
      from: start,
      to: '~',
      // Since the last page, what it ended with may have expired.
      ...(after !== undefined && after > start && { after }),
      limit,
    });
    const candidates = items.map((item) => ({ ...parseWaiting(item), place: item.sk }));
    return { candidates, next: more ? candidates.at(-1)?.place : undefined };
  },

  async ofBatch(nic, batch, { now, until, limit }) {
    const oldest = new Date(now.getTime() - requestLifetimeMilliseconds);
    if (until < oldest) return { reassignmentIds: [], more: false };
    const { items, more } = await table.query({
      pk: batchInboxPartition(nic, hashOfBatch(batch)),
      from: firstIdAt(oldest),
      to: lastIdAt(until),
      limit,
    });
    return { reassignmentIds: items.map((item) => parseWaitingOfBatch(item).reassignmentId), more };
  },
});

/** A position in the list: a time and an id. */
export const isInboxPlace = (place: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{26}$/.test(place);

const hashOfBatch = ({ batch, requestedBy }: BatchName): string =>
  hashOf(JSON.stringify([requestedBy, batch]));

const waitsFor = ({ state, consents }: ContactChange): Nic[] =>
  state === 'awaiting-consent'
    ? consents.filter(({ decision }) => decision === 'pending').map(({ nic }) => nic)
    : [];

/** Lists the change for each recipient whose decision is missing, and no longer for those who have decided. */
export function inboxWritesOfChange(change: ContactChange, before: ContactChange | undefined): Write[] {
  const { changeId, expiresAt } = change;
  const key = (nic: Nic): Key => inboxKey(nic, expiresAt, changeId);
  const [now, then] = [waitsFor(change), before === undefined ? [] : waitsFor(before)];
  return [
    ...now
      .filter((nic) => !then.includes(nic))
      .map((nic) => ({ put: { ...key(nic), changeId, ...timeToLive(new Date(expiresAt)) } })),
    ...then.filter((nic) => !now.includes(nic)).map((nic) => ({ delete: key(nic) })),
  ];
}

/** Lists the reassignment for its `to` while its decision is missing. */
export function inboxWritesOfReassignment(
  reassignment: Reassignment,
  before: Reassignment | undefined,
): Write[] {
  const { to, reassignmentId, expiresAt, batch, requestedBy } = reassignment;
  const [waits, waited] = [reassignment.state, before?.state].map((state) => state === 'awaiting-consent');
  if (waits === waited) return [];
  const keys = [
    inboxKey(to, expiresAt, reassignmentId),
    ...(batch === undefined ? [] : [batchInboxKey(to, hashOfBatch({ batch, requestedBy }), reassignmentId)]),
  ];
  return keys.map((key) =>
    waits === true
      ? { put: { ...key, reassignmentId, ...timeToLive(new Date(expiresAt)) } }
      : { delete: key },
  );
}
