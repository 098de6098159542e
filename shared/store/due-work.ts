import { dueAfterSeconds } from '../domain/step-timing.ts';
import { ChangeId, Nic, ReassignmentId, ResyncId, ServiceId } from '../domain/identifiers.ts';
import type { EventSubject } from '../domain/event.ts';
import { eventDuePartitions, eventPrefix, groupOfEvents } from './event-keys.ts';
import { duePartitions } from './index-keys.ts';
import { changePrefix, reassignmentPrefix, resyncPrefix, serviceKeys } from './keys.ts';
import { mailDuePartitions, mailPrefix } from './mail-keys.ts';
import type { DueCursor, Table } from './table.ts';

/**
 * A change, reassignment or resync that is due, or a service whose member system is still to be notified of its join.
 */
export interface DueWork {
  readonly dueAt: Date;
  readonly changeId?: ChangeId;
  readonly reassignmentId?: ReassignmentId;
  readonly serviceId?: ServiceId;
  readonly resyncId?: ResyncId;
}

export interface UnpublishedEvents {
  readonly dueAt: Date;
  readonly of: EventSubject;
}

/** Mail to a nic that is to be sent now. */
export interface DueMail {
  readonly dueAt: Date;
  readonly to: Nic;
  readonly place: string;
}

export interface DueWorkStore {
  /** In pages, the oldest of each partition first, and no more than a run can enqueue. */
  due(now: Date): AsyncIterable<DueWork[]>;
  /** In pages: what has events that are still to be published, and since when. */
  unpublished(now: Date): AsyncIterable<UnpublishedEvents[]>;
  /** In pages. */
  mail(now: Date): AsyncIterable<DueMail[]>;
}

/** When work is due after a step at `now`, unless another step is stored before. */
export const dueAfterStep = (now: Date): string =>
  new Date(now.getTime() + dueAfterSeconds * 1_000).toISOString();

const pageSize = 500;
/** The most pages of a partition in one run. What is left stays due for the next one, a minute later. */
const pagesPerPartition = 10;
/** Fewer: after an outage of the bus or of mail they go out over some minutes. */
const eventPagesPerPartition = 2;
const mailPagesPerPartition = 1;

export const dueWorkStore = (table: Table): DueWorkStore => ({
  async *due(now) {
    for await (const keys of pagesOf(table, duePartitions, now, pagesPerPartition)) yield keys.map(toDueWork);
  },

  async *unpublished(now) {
    for await (const keys of pagesOf(table, eventDuePartitions, now, eventPagesPerPartition))
      yield keys.map(toUnpublished);
  },

  async *mail(now) {
    for await (const keys of pagesOf(table, mailDuePartitions, now, mailPagesPerPartition))
      yield keys.map(({ pk, sk, dueAt }) => ({
        dueAt: new Date(dueAt),
        to: Nic.parse(pk.slice(mailPrefix.length)),
        place: sk,
      }));
  },
});

async function* pagesOf(
  table: Table,
  partitions: readonly string[],
  now: Date,
  pages: number,
): AsyncGenerator<readonly DueCursor[]> {
  for (const partition of partitions) {
    let next: DueCursor | undefined;
    for (let read = 0; read < pages; read++) {
      const page = await table.queryDue(partition, now.toISOString(), pageSize, next);
      yield page.keys;
      next = page.next;
      if (next === undefined) break;
    }
  }
}

function toUnpublished({ pk, sk, dueAt: at }: DueCursor): UnpublishedEvents {
  const dueAt = new Date(at);
  if (pk.startsWith(changePrefix))
    return { dueAt, of: { changeId: ChangeId.parse(pk.slice(changePrefix.length)) } };
  if (pk.startsWith(reassignmentPrefix))
    return { dueAt, of: { reassignmentId: ReassignmentId.parse(pk.slice(reassignmentPrefix.length)) } };
  return { dueAt, of: { groupId: groupOfEvents(pk), place: sk.slice(eventPrefix.length) } };
}

function toDueWork({ pk, dueAt: at }: { readonly pk: string; readonly dueAt: string }): DueWork {
  const dueAt = new Date(at);
  if (pk.startsWith(reassignmentPrefix))
    return { dueAt, reassignmentId: ReassignmentId.parse(pk.slice(reassignmentPrefix.length)) };
  if (pk.startsWith(serviceKeys.prefix))
    return { dueAt, serviceId: ServiceId.parse(pk.slice(serviceKeys.prefix.length)) };
  if (pk.startsWith(resyncPrefix)) return { dueAt, resyncId: ResyncId.parse(pk.slice(resyncPrefix.length)) };
  return { dueAt, changeId: ChangeId.parse(pk.slice(changePrefix.length)) };
}
