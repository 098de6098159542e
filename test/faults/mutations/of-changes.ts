import * as z from 'zod';
import {
  ContactChange,
  isPropagating,
  type PropagatingChange,
} from '../../../shared/domain/contact-change.ts';
import { Service } from '../../../shared/domain/service.ts';
import { openOnServicePrefix, outcomePrefix } from '../../../shared/store/keys.ts';
import type { Item, Key, Table } from '../../../shared/store/table.ts';
import { isPut, withItems, withPages, withWrites } from './broken-tables.ts';
import type { Mutation } from './mutation.ts';
import { withoutDueMarker } from './without-due-marker.ts';

export const mutationsOfChanges: readonly Mutation[] = [
  {
    name: 'a member is written whatever revision it has',
    invariant: 3,
    firstSeed: 28,
    table: (table) => ({
      ...table,
      update: ({ when = [], ...operation }, options) => {
        const without = when.filter(({ path }) => !path.startsWith('revisions.'));
        return table.update({ ...operation, when: without }, options);
      },
    }),
  },
  {
    name: 'completion forgets every failure',
    invariant: 6,
    firstSeed: 28,
    table: (table, invocation) => (invocation === 'advanceChange' ? forgettingEveryFailure(table) : table),
  },
  {
    name: 'a superseded member is not recorded',
    invariant: 6,
    firstSeed: 28,
    table: (table) =>
      withWrites(table, (write) => (isPut(write) && write.put['state'] === 'superseded' ? undefined : write)),
  },
  {
    name: 'members are taken for done once all are sent to',
    invariant: 6,
    firstSeed: 28,
    table: (table, invocation) => (invocation === 'advanceChange' ? takingAllForDone(table) : table),
  },
  {
    name: 'a lost count is waited for at every page',
    invariant: 8,
    script: {
      services: 30,
      pageSize: 2,
      forced: [{ fault: 'lose the request', on: /^propagateContact#\d+ UpdateItem CHANGE#/, times: 8 }],
      numbers: { batch: 2 },
    },
    table: (table, invocation) =>
      invocation === 'advanceChange' ? withItems(table, asThoughNoneWereGivenUp) : table,
  },
  {
    name: 'one consent is enough',
    invariant: 7,
    script: {
      forced: [],
      userActions: 2,
      numbers: { role: 1, 'another role': 2, 'new technical contact': 1, 'new billing contact': 2 },
      moments: [{ question: 'user action', choose: 'accepts' }],
    },
    table: (table, invocation) =>
      invocation === 'accepted' ? withItems(table, asThoughTheOthersConsented) : table,
  },
  {
    name: 'a warning is cut off',
    invariant: 6,
    // A change of a single service waits for a consent when its requester gives the administration away.
    script: {
      forced: [],
      userActions: 3,
      numbers: {
        role: [1, 0],
        'another role': [1, 0],
        'new technical contact': [0, 1],
        'new administration contact': 1,
      },
      moments: [{ question: 'user action', choose: 'asks for a service' }],
    },
    table: (table) =>
      withPages(table, (items, { from }) =>
        from?.startsWith(openOnServicePrefix) === true ? items.slice(1) : items,
      ),
  },
  {
    name: 'a member system is not notified of a join',
    invariant: 1,
    firstSeed: 11,
    table: joiningUnmarked,
  },
  {
    name: 'a change that propagates has no due marker',
    invariant: 8,
    firstSeed: 1,
    table: (table) => withoutDueMarker(table, ContactChange, ({ state }) => state === 'propagating'),
  },
  {
    name: 'the hint of a replaced technical contact stays',
    invariant: 8,
    firstSeed: 3,
    table: (table) => ({ ...table, delete: () => Promise.resolve() }),
  },
];

/** A service that joins is not marked as untold. */
function joiningUnmarked(table: Table): Table {
  return withWrites(table, (write) => {
    if (!isPut(write)) return write;
    const { untold, duePartition: _partition, dueAt: _dueAt, ...put } = write.put;
    return untold === undefined ? write : { ...write, put };
  });
}

/** Deletes all read failures with the next write of their change. */
function forgettingEveryFailure(table: Table): Table {
  const found = new Map<string, Key>();
  const reading = withPages(table, (items, { prefix }) => {
    if (prefix === outcomePrefix) for (const { pk, sk } of items) found.set(pk + sk, { pk, sk });
    return items;
  });
  return {
    ...reading,
    transact: (operations) => {
      const deleted = new Set(
        operations.flatMap((write) => ('delete' in write ? write.delete.pk + write.delete.sk : [])),
      );
      const isOf = ({ pk }: Key): boolean =>
        operations.some((write) => isPut(write) && pk.startsWith(`${write.put.pk}#`));
      const forgotten = [...found].filter(([id, key]) => !deleted.has(id) && isOf(key));
      return table.transact([...operations, ...forgotten.map(([, key]) => ({ delete: key }))]);
    },
  };
}

/** Returns all members of a fully sent change as though they had taken it. */
function takingAllForDone(table: Table): Table {
  const sent: PropagatingChange[] = [];
  return withItems(table, (item) => {
    const change = ContactChange.safeParse(item).data;
    if (change !== undefined && isPropagating(change) && change.propagation.phase !== 'dispatching')
      sent.push(change);
    return sent.reduce(asThoughDone, item);
  });
}

function asThoughDone(item: Item, { groupId, revision, contacts }: PropagatingChange): Item {
  const service = Service.safeParse(item).data;
  if (service?.groupId !== groupId) return item;
  const roles = Object.keys(contacts).map((role) => [role, revision]);
  return { ...item, revisions: { ...service.revisions, ...Object.fromEntries(roles) } };
}

const Counting = z.looseObject({ propagation: z.looseObject({ counters: z.looseObject({}) }) });

/** The change forgets which counts it no longer waits for. */
function asThoughNoneWereGivenUp(item: Item): Item {
  const { propagation } = Counting.safeParse(item).data ?? {};
  if (propagation === undefined) return item;
  return { ...item, propagation: { ...propagation, counters: { ...propagation.counters, forgiven: 0 } } };
}

/** Only the first recipient is still asked. */
function asThoughTheOthersConsented(item: Item): Item {
  const change = ContactChange.safeParse(item).data;
  if (change?.state !== 'awaiting-consent') return item;
  const first = change.consents.find(({ decision }) => decision === 'pending');
  const given = { decision: 'accepted', via: 'accept', decidedAt: change.requestedAt } as const;
  const consents = change.consents.map((consent) =>
    consent.decision === 'pending' && consent !== first ? { ...consent, ...given } : consent,
  );
  return { ...item, consents };
}
