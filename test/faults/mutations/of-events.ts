import * as z from 'zod';
import { Event } from '../../../shared/domain/event.ts';
import { eventPrefix } from '../../../shared/store/event-keys.ts';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import type { Table } from '../../../shared/store/table.ts';
import { isPut, withWrites } from './broken-tables.ts';
import type { Mutation } from './mutation.ts';
import { withoutDueMarker } from './without-due-marker.ts';

const Published = z.looseObject({ Entries: z.array(z.looseObject({ Detail: z.string() })) });

export const mutationsOfEvents: readonly Mutation[] = [
  {
    name: 'an event is left out of the transaction',
    invariant: 1,
    firstSeed: 1,
    table: (table) =>
      withWrites(table, (write) =>
        isPut(write) && write.put['type'] === 'contact-change.effective' ? undefined : write,
      ),
  },
  {
    name: 'an event is marked as published before the bus accepted it',
    invariant: 1,
    firstSeed: 1,
    table: (table, invocation) => (invocation === 'publishEvents' ? markingWhatIsRead(table) : table),
  },
  {
    name: 'an event has no due marker',
    invariant: 8,
    firstSeed: 1,
    table: (table) => withoutDueMarker(table, Event, () => true),
  },
  {
    name: 'an end that another change brings has no event',
    invariant: 1,
    firstSeed: 15,
    table: (table) =>
      withWrites(table, (write) => {
        if (!('update' in write) || write.set?.['endedUnreadAt'] === undefined) return write;
        const { endedUnreadAt: _at, duePartition: _partition, dueAt: _dueAt, ...set } = write.set;
        return { ...write, set };
      }),
  },
  {
    name: 'an event has another id each time that it is published',
    invariant: 6,
    firstSeed: 1,
    call: (call) => {
      if (call.service !== 'event bus') return call;
      const { Entries } = Published.parse(JSON.parse(call.body));
      const renamed = Entries.map((entry) => {
        const event = z.looseObject({}).parse(JSON.parse(entry.Detail));
        return { ...entry, Detail: JSON.stringify({ ...event, eventId: String(Math.random()) }) };
      });
      return { ...call, body: JSON.stringify({ Entries: renamed }) };
    },
  },
];

/** Marks events as published when it reads them. */
function markingWhatIsRead(table: Table): Table {
  return {
    ...table,
    async query(range) {
      const page = await table.query(range);
      for (const { pk, sk, ...rest } of page.items)
        if (sk.startsWith(eventPrefix) && rest[dueIndexKeys.sort] !== undefined)
          await table.update({
            update: { pk, sk },
            remove: [dueIndexKeys.partition, dueIndexKeys.sort],
          });
      return page;
    },
  };
}
