import * as z from 'zod';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import { gatheringPrefix, noticePrefix, waitingPrefix } from '../../../shared/store/mail-keys.ts';
import { ContactChange } from '../../../shared/domain/contact-change.ts';
import { Gathering } from '../../../shared/domain/gathering.ts';
import { Notice } from '../../../shared/store/mailings.ts';
import type { Item, Key, Put, Table } from '../../../shared/store/table.ts';
import type { Script } from '../run/script.ts';
import { addressOf, people } from '../scenario/people.ts';
import { isPut, withWrites } from './broken-tables.ts';
import type { Mutation } from './mutation.ts';
import { withoutDueMarker } from './without-due-marker.ts';

const SendEmail = z.looseObject({ Destination: z.object({ ToAddresses: z.tuple([z.string()]) }) });

const [someone] = people;
const isNotice = ({ sk }: Key): boolean => sk.startsWith(noticePrefix);

/** Someone is asked to become the technical contact, and does not answer. */
const asked = {
  sendsMail: true,
  numbers: { role: 1, 'another role': 1, 'new technical contact': 1, batch: 10 },
} satisfies Partial<Script>;
/** The same, and it accepts. */
const accepted = {
  ...asked,
  userActions: 2,
  moments: [{ question: 'user action', choose: 'accepts' }],
} satisfies Partial<Script>;

export const mutationsOfMail: readonly Mutation[] = [
  {
    name: 'a letter is not claimed before it is sent',
    invariant: 2,
    firstSeed: 1,
    table: (table) => forgettingNotices(table),
  },
  {
    name: 'a letter counts as sent before it is',
    invariant: 1,
    script: { ...accepted, forced: [{ fault: 'throttle', on: /SendEmail cl3/ }] },
    table: (table) =>
      withWrites(table, (write) => (isPut(write) && isNotice(write.put) ? asSent(write) : write)),
  },
  {
    name: 'a letter that is not sent has no due marker',
    invariant: 1,
    script: { ...accepted, forced: [{ fault: 'throttle', on: /SendEmail cl3/ }] },
    table: (table) => withoutDueMarker(table, Notice, () => true),
  },
  {
    name: 'a gathered letter that is not sent has no due marker',
    invariant: 1,
    script: { ...asked, forced: [{ fault: 'throttle', on: /SendEmail be2/ }] },
    table: (table) => withoutDueMarker(table, Gathering, () => true),
  },
  {
    name: 'nobody is reminded two days before the end',
    invariant: 1,
    script: { ...asked, forced: [] },
    table: (table) =>
      withWrites(table, (write) => {
        if (!('update' in write) || !write.update.sk.startsWith(waitingPrefix)) return write;
        const { duePartition: _partition, dueAt: _dueAt, ...set } = write.set ?? {};
        return { ...write, set };
      }),
  },
  {
    name: 'there is no pause between gathered letters',
    invariant: 5,
    script: {
      ...asked,
      userActions: 2,
      numbers: { role: [1, 2], 'another role': [1, 2], 'new technical contact': 1, 'new billing contact': 1 },
      forced: [],
    },
    table: (table) =>
      withWrites(table, (write) => {
        if (!isPut(write) || !write.put.sk.startsWith(gatheringPrefix)) return write;
        const { sentAt: _sentAt, ...put } = write.put;
        return { ...write, put };
      }),
  },
  {
    name: 'a letter lists what was decided',
    invariant: 6,
    script: {
      ...accepted,
      numbers: { ...asked.numbers, 'seconds that mail 1 is late': 90 },
      forced: [{ fault: 'delay a message', on: /^mail 1$/ }],
    },
    table: (table, invocation) => (invocation === 'sendMail' ? listingAllThatEverWaited(table) : table),
  },
  {
    name: 'a letter goes to someone else',
    invariant: 7,
    firstSeed: 1,
    call: (call) => {
      if (call.service !== 'mail') return call;
      const letter = SendEmail.parse(JSON.parse(call.body));
      const ToAddresses = someone === undefined ? [] : [addressOf(someone)];
      return { ...call, body: JSON.stringify({ ...letter, Destination: { ToAddresses } }) };
    },
  },
];

/** Sends each letter whatever is recorded of it. */
function forgettingNotices(table: Table): Table {
  return {
    ...table,
    get: async (key) => (isNotice(key) ? undefined : table.get(key)),
    put: (operation) => table.put(isNotice(operation.put) ? { put: operation.put } : operation),
  };
}

/** Without its due markers. */
function asSent(write: Put): Put {
  const { [dueIndexKeys.partition]: _partition, [dueIndexKeys.sort]: _at, ...put } = write.put;
  return { ...write, put: { ...put, pk: write.put.pk, sk: write.put.sk, outcome: 'sent' } };
}

/** What a letter lists is read with others like it. */
const listingAllThatEverWaited = (table: Table): Table => ({
  ...table,
  getMany: async (keys, options) => (await table.getMany(keys, options)).map(asThoughItWaited),
});

/** As though no decision had been made. */
function asThoughItWaited(item: Item): Item {
  const change = ContactChange.safeParse(item);
  if (item.sk !== 'CHANGE' || !change.success) return item;
  const consents = change.data.consents.map((consent) => ({ ...consent, decision: 'pending' }));
  return { ...item, state: 'awaiting-consent', consents };
}
