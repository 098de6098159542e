import {
  ChangeEvent,
  Event,
  ReassignmentEvent,
  type EventSubject,
  type ServiceEvent,
} from '../domain/event.ts';
import type { ChangeId, ReassignmentId } from '../domain/identifiers.ts';
import { dueAfterStep } from './due-work.ts';
import {
  changeEventKey,
  eventDuePartitionOf,
  eventPrefix,
  sequenceOfRow,
  reassignmentEventKey,
  serviceEventKey,
} from './event-keys.ts';
import { dueIndexKeys } from './index-keys.ts';
import { changePartition, reassignmentPartition } from './keys.ts';
import { isKnownEvent, withKnownCode } from './read-event.ts';
import { rowParser } from './row-parser.ts';
import type { Item, Key, Put, Table } from './table.ts';

export interface EventPageOptions {
  /** The sequence of the event before the page. */
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface EventPage<OneEvent> {
  readonly events: readonly OneEvent[];
  readonly next?: number | undefined;
}

export interface EventStore {
  /** Oldest first, without types that this release does not know. */
  ofChange(changeId: ChangeId, options: EventPageOptions): Promise<EventPage<ChangeEvent>>;
  /** Oldest first, without types that this release does not know. */
  ofReassignment(
    reassignmentId: ReassignmentId,
    options: EventPageOptions,
  ): Promise<EventPage<ReassignmentEvent>>;
  /**
   * In pages, oldest first, those that are still to be published. Types that this release does not know stay for the
   * one that does.
   */
  unpublished(of: EventSubject): AsyncIterable<readonly Event[]>;
  markPublished(event: Event): Promise<void>;
}

/** Where the row of a call about services stands among those of its group: by time. */
export const placeOf = ({ at, eventId }: ServiceEvent): string => `${at}#${eventId}`;

function keyOf(event: Event): Key {
  if ('changeId' in event) return changeEventKey(event.changeId, event.sequence);
  if ('services' in event) return serviceEventKey(event.groupId, placeOf(event));
  return reassignmentEventKey(event.reassignmentId, event.sequence);
}

const subjectOf = (event: Event): string =>
  'changeId' in event ? event.changeId : 'services' in event ? event.groupId : event.reassignmentId;

/** Writes an event, and that it is still to be published. The row is both the audit trail and the outbox. */
export const eventWrite = (event: Event, now: Date): Put => ({
  put: {
    ...keyOf(event),
    ...event,
    [dueIndexKeys.partition]: eventDuePartitionOf(subjectOf(event)),
    [dueIndexKeys.sort]: dueAfterStep(now),
  },
  when: [{ path: 'pk', is: 'absent' }],
});

const parseKnown = rowParser(Event);
export const parseEvent = (row: Item): Event => parseKnown(withKnownCode(row));
const isUnpublished = (row: Item): boolean => row[dueIndexKeys.sort] !== undefined && isKnownEvent(row);

const pageSize = 100;

export const eventStore = (table: Table): EventStore => {
  const page = async <OneEvent extends Event>(
    pk: string,
    schema: { parse(row: unknown): OneEvent },
    first: Key | undefined,
    limit: number,
  ): Promise<EventPage<OneEvent>> => {
    const { items, more } = await table.query({
      pk,
      prefix: eventPrefix,
      ...(first !== undefined && { after: first.sk }),
      limit,
    });
    const events = items.filter(isKnownEvent).map((item) => schema.parse(withKnownCode(item)));
    const last = items.at(-1);
    return { events, next: more && last !== undefined ? sequenceOfRow(last) : undefined };
  };

  async function* rowsOf(of: EventSubject): AsyncGenerator<readonly Item[]> {
    if ('place' in of) {
      const row = await table.get(serviceEventKey(of.groupId, of.place));
      yield row === undefined ? [] : [row];
      return;
    }
    const pk = 'changeId' in of ? changePartition(of.changeId) : reassignmentPartition(of.reassignmentId);
    let after: string | undefined;
    do {
      const { items, more } = await table.query({
        pk,
        prefix: eventPrefix,
        ...(after !== undefined && { after }),
        limit: pageSize,
      });
      yield items;
      after = more ? items.at(-1)?.sk : undefined;
    } while (after !== undefined);
  }

  return {
    ofChange: (changeId, { after, limit }) =>
      page(
        changePartition(changeId),
        ChangeEvent,
        after === undefined ? undefined : changeEventKey(changeId, after),
        limit,
      ),

    ofReassignment: (reassignmentId, { after, limit }) =>
      page(
        reassignmentPartition(reassignmentId),
        ReassignmentEvent,
        after === undefined ? undefined : reassignmentEventKey(reassignmentId, after),
        limit,
      ),

    async *unpublished(of) {
      for await (const rows of rowsOf(of)) yield rows.filter(isUnpublished).map(parseEvent);
    },

    async markPublished(event) {
      await table.update({
        update: keyOf(event),
        remove: [dueIndexKeys.partition, dueIndexKeys.sort],
        when: [{ path: 'pk', is: 'present' }],
      });
    },
  };
};
