import * as z from 'zod';
import type { Event } from '../domain/event.ts';
import { claimMilliseconds, Gathering, reminderMilliseconds } from '../domain/gathering.ts';
import { ChangeId, Nic, ReassignmentId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';
import { hashOf } from '../runtime/hash.ts';
import { dueIndexKeys, timeToLive } from './index-keys.ts';
import {
  gatheringKey,
  mailDuePartitionOf,
  mailedBatchKey,
  mailPartition,
  noticeKey,
  waitingKey,
  waitingOf,
} from './mail-keys.ts';
import { rowParser } from './row-parser.ts';
import type { Key, Put, Table, Update, Write } from './table.ts';
import { written } from './written.ts';

/** Longer than an event or its message can be on its way. */
const rememberedMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** How a letter about an event ended. `gathered`: it is part of the mail about what waits. */
export type LetterOutcome = 'sent' | 'refused' | 'skipped' | 'overtaken' | 'gathered';

/** A letter about an event: an idempotency record, and due until it has an outcome. */
export const Notice = storedObject({
  to: Nic,
  eventId: z.string(),
  changeId: ChangeId.optional(),
  reassignmentId: ReassignmentId.optional(),
  sequence: z.int().positive(),
  /** The end of the claim of the function that sends it. */
  claimedUntil: z.iso.datetime(),
  outcome: z.string().optional(),
  version: z.int().positive(),
});
export type Notice = z.infer<typeof Notice>;

/** Something that waits for a decision of `to`, unless it was decided since. Due when `to` is to be reminded. */
export const Waiting = storedObject({
  to: Nic,
  requestedBy: Nic,
  expiresAt: z.iso.datetime(),
  changeId: ChangeId.optional(),
  reassignmentId: ReassignmentId.optional(),
  /** When `to` is to be reminded of it. Absent once that was done. */
  remindAt: z.iso.datetime().optional(),
});
export type Waiting = z.infer<typeof Waiting>;

/** What belongs together, and is told in one mail. A reminder of it is another. */
export interface MailedBatch {
  readonly batch: string;
  readonly requestedBy: Nic;
  readonly isReminder: boolean;
}

/** Something to tell in the mail about what waits. */
export interface Arrived {
  /** Absent if its batch was told. */
  readonly gathering: Gathering | undefined;
  readonly batch: MailedBatch | undefined;
  readonly waiting: Waiting;
  /** What it comes from: an event, or that the end of the request is near. */
  readonly cause: Event | 'reminder';
}

/** Every write is conditional on what was read; false means a conflict. */
export interface MailingStore {
  findNotice(to: Nic, eventId: string): Promise<Notice | undefined>;
  /** Claims a letter, so that no other function sends it meanwhile. Undefined if it is claimed, or has an outcome. */
  claim(to: Nic, event: Event, now: Date): Promise<Notice | undefined>;
  settle(notice: Notice, outcome: LetterOutcome, now: Date): Promise<void>;
  findGathering(to: Nic, from: Nic): Promise<Gathering | undefined>;
  saveGathering(gathering: Gathering, now: Date): Promise<boolean>;
  arrive(arrived: Arrived, now: Date): Promise<boolean>;
  /** When the recipient was told of a batch, if it was. */
  toldAt(to: Nic, batch: MailedBatch): Promise<string | undefined>;
  findWaiting(to: Nic, sortKey: string): Promise<Waiting | undefined>;
  /** The soonest to expire first. */
  waiting(to: Nic, from: Nic, limit: number, after?: string): Promise<WaitingPage>;
  /** For what no longer waits. */
  forget(waiting: Waiting): Promise<void>;
}

export interface WaitingPage {
  readonly waiting: readonly Waiting[];
  readonly next?: string | undefined;
}

export const parseMailedBatch = rowParser(z.object({ toldAt: z.iso.datetime() }));
export const parseNotice = rowParser(Notice);
export const parseWaitingMail = rowParser(Waiting);
export const parseGathering = rowParser(Gathering);

const dueAt = (to: Nic, time: string) => ({
  [dueIndexKeys.partition]: mailDuePartitionOf(to),
  [dueIndexKeys.sort]: time,
});

const asRead = (version: number): NonNullable<Put['when']> =>
  version === 1 ? [{ path: 'pk', is: 'absent' }] : [{ path: 'version', equals: version - 1 }];

const remembered = (now: Date) => timeToLive(new Date(now.getTime() + rememberedMilliseconds));

const savedNotice = (notice: Notice, now: Date): Put => ({
  put: {
    ...noticeKey(notice.to, notice.eventId),
    ...notice,
    ...(notice.outcome === undefined && dueAt(notice.to, notice.claimedUntil)),
    ...remembered(now),
  },
  when: asRead(notice.version),
});

const savedGathering = (gathering: Gathering, now: Date): Put => ({
  put: {
    ...gatheringKey(gathering.to, gathering.from),
    ...gathering,
    ...(gathering.nextAt !== undefined && dueAt(gathering.to, gathering.nextAt)),
    ...remembered(now),
  },
  when: asRead(gathering.version),
});

const placeOfWaiting = ({ expiresAt, changeId, reassignmentId }: Waiting): string =>
  `${expiresAt}#${changeId ?? reassignmentId ?? ''}`;

export const keyOfWaiting = (waiting: Waiting): Key =>
  waitingKey(waiting.to, waiting.requestedBy, placeOfWaiting(waiting));

/** Keeps the reminder as it is, if it is too late for one. */
function savedWaiting(waiting: Waiting, now: Date): Update {
  const { to, expiresAt } = waiting;
  const remindAt = new Date(Date.parse(expiresAt) - reminderMilliseconds).toISOString();
  return {
    update: keyOfWaiting(waiting),
    set: {
      ...waiting,
      ...timeToLive(new Date(expiresAt)),
      ...(remindAt > now.toISOString() && { remindAt, ...dueAt(to, remindAt) }),
    },
  };
}

const reminded = (waiting: Waiting): Update => ({
  update: keyOfWaiting(waiting),
  remove: ['remindAt', dueIndexKeys.partition, dueIndexKeys.sort],
  when: [{ path: 'remindAt', is: 'present' }],
});

const keyOfBatch = (to: Nic, { batch, requestedBy, isReminder }: MailedBatch): Key =>
  mailedBatchKey(to, hashOf(JSON.stringify([requestedBy, batch, isReminder])));

const toldOf = (to: Nic, batch: MailedBatch, now: Date): Put => ({
  put: { ...keyOfBatch(to, batch), toldAt: now.toISOString(), ...remembered(now) },
  when: [{ path: 'pk', is: 'absent' }],
});

const subjectOf = (event: Event) => ({
  ...('changeId' in event && { changeId: event.changeId }),
  ...('reassignmentId' in event && !('changeId' in event) && { reassignmentId: event.reassignmentId }),
});

const noticeOf = (to: Nic, event: Event, now: Date): Notice => ({
  to,
  eventId: event.eventId,
  ...subjectOf(event),
  sequence: event.sequence,
  claimedUntil: new Date(now.getTime() + claimMilliseconds).toISOString(),
  version: 1,
});

export const mailingStore = (table: Table): MailingStore => {
  const findNotice: MailingStore['findNotice'] = async (to, eventId) => {
    const item = await table.get(noticeKey(to, eventId));
    return item === undefined ? undefined : parseNotice(item);
  };
  return {
    findNotice,

    async claim(to, event, now) {
      const known = await findNotice(to, event.eventId);
      if (known?.outcome !== undefined) return undefined;
      if (known !== undefined && Date.parse(known.claimedUntil) > now.getTime()) return undefined;
      const { claimedUntil } = noticeOf(to, event, now);
      const claim =
        known === undefined
          ? noticeOf(to, event, now)
          : { ...known, claimedUntil, version: known.version + 1 };
      return (await written(table.put(savedNotice(claim, now)))) ? claim : undefined;
    },

    async settle(notice, outcome, now) {
      await written(table.put(savedNotice({ ...notice, outcome, version: notice.version + 1 }, now)));
    },

    async findGathering(to, from) {
      const item = await table.get(gatheringKey(to, from));
      return item === undefined ? undefined : parseGathering(item);
    },

    saveGathering: (gathering, now) => written(table.put(savedGathering(gathering, now))),

    async toldAt(to, batch) {
      const item = await table.get(keyOfBatch(to, batch));
      return item === undefined ? undefined : parseMailedBatch(item).toldAt;
    },

    arrive({ gathering, batch, waiting, cause }, now) {
      const recorded: Write[] =
        cause === 'reminder'
          ? [reminded(waiting)]
          : [
              savedWaiting(waiting, now),
              savedNotice({ ...noticeOf(waiting.to, cause, now), outcome: 'gathered' }, now),
            ];
      const mail = gathering === undefined ? [] : [savedGathering(gathering, now)];
      const told = batch === undefined || gathering === undefined ? [] : [toldOf(waiting.to, batch, now)];
      return written(table.transact([...recorded, ...mail, ...told]));
    },

    async findWaiting(to, sk) {
      const item = await table.get({ pk: mailPartition(to), sk });
      return item === undefined ? undefined : parseWaitingMail(item);
    },

    async waiting(to, from, limit, after) {
      const prefix = waitingOf(from);
      const { items, more } = await table.query({
        pk: mailPartition(to),
        prefix,
        ...(after !== undefined && { after: prefix + after }),
        limit,
      });
      const waiting = items.map(parseWaitingMail);
      const last = waiting.at(-1);
      return { waiting, next: more && last !== undefined ? placeOfWaiting(last) : undefined };
    },

    forget: (waiting) => table.delete({ delete: keyOfWaiting(waiting) }),
  };
};
