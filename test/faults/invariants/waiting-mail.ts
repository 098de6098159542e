import type { Event } from '../../../shared/domain/event.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { WaitingItem } from '../../../shared/mail/notice.ts';
import type { SentLetter } from '../mail/mail-service.ts';
import type { Run } from '../run/run.ts';
import { addressOf, nameOf, people } from '../scenario/people.ts';
import { mustHold } from '../violation.ts';
import { mayBeRepeated, textOf } from './letters.ts';
import type { TableView } from './table-view.ts';

const minute = 60_000;
/** Clocks are off by up to three seconds, and step back by as much. */
const tolerance = 15_000;
const pause = 15 * minute;
/** No claim, pause and run of due work takes longer together. */
const longestDelay = 60 * minute;
const reminderBefore = 2 * 24 * 60 * minute;

/** What may wait for decisions: a change, or a reassignment. */
interface Request {
  readonly id: string;
  readonly requestedBy: Nic;
  readonly isExpired: boolean;
  readonly expiresAt: string;
  readonly recipients: readonly {
    readonly nic: Nic;
    readonly isPending: boolean;
    readonly item: WaitingItem;
  }[];
}

/** A letter about what waits, and whom it is from. */
interface Read {
  readonly letter: SentLetter;
  readonly to: Nic;
  readonly from: Nic;
  readonly ids: readonly string[];
}

/** The letters to recipients about what waits for their decision. */
export function checkWaitingMail(view: TableView, run: Run, letters: readonly SentLetter[]): void {
  const requests = requestsOf(view);
  const read = letters.map((letter) => readLetter(letter, requests, run));
  for (const [pair, own] of Map.groupBy(read, ({ from, to }) => `from ${from} to ${to}`))
    checkPair(pair, own, requests, run);
  for (const request of requests)
    for (const { nic, isPending } of request.recipients)
      if (request.isExpired && isPending) mustBeTold(run, request, nic, read);
}

function requestsOf(view: TableView): Request[] {
  const ofChanges = view.changes().flatMap((change): Request[] => {
    const { changeId: id, groupId, serviceId, requestedBy, state, expiresAt, reason, consents } = change;
    if (change.reassignmentId !== undefined) return [];
    const about = { change: { changeId: id, groupId, serviceId }, reason, expiresAt, at: change.effectiveAt };
    const recipients = consents.map(({ nic, roles, decision }) => ({
      nic,
      isPending: decision === 'pending',
      item: { ...about, roles },
    }));
    return [{ id, requestedBy, isExpired: state === 'expired', expiresAt, recipients }];
  });
  const ofReassignments = view.reassignments().map((reassignment): Request => {
    const {
      reassignmentId: id,
      requestedBy,
      state,
      expiresAt,
      from,
      to,
      roles,
      reason,
      runAt,
    } = reassignment;
    const about = { reassignmentId: id, from, to, roles };
    const item = { reassignment: about, roles, reason, expiresAt, at: runAt };
    const isPending = reassignment.consent.decision === 'pending';
    const recipients = [{ nic: to, isPending, item }];
    return { id, requestedBy, isExpired: state === 'expired', expiresAt, recipients };
  });
  return [...ofChanges, ...ofReassignments];
}

/** It lists what waits for its reader, says nothing else, and names nobody but the requester. */
function readLetter(letter: SentLetter, requests: readonly Request[], run: Run): Read {
  const { address, subject, text, sender } = letter;
  const to = people.find((nic) => addressOf(nic) === address);
  mustHold(7, to !== undefined, () => `a letter went to ${address}: ${subject}`);
  const links = text.matchAll(/\/console\/(?:changes|reassignments)\/([0-9A-Z]{26})$/gm);
  const listed = Array.from(links, ([, id]) => requests.find((request) => request.id === id));
  const items: WaitingItem[] = [];
  for (const request of listed) {
    const mine = request?.recipients.find(({ nic }) => nic === to);
    const isRight = request !== undefined && mine !== undefined && request.requestedBy !== to;
    mustHold(7, isRight, () => `${to} was mailed about ${request?.id}, which is not for it: ${text}`);
    items.push(mine.item);
    const end = endOf(run, request, to);
    const isInTime = end + tolerance >= sender.startedAt || sender.faults.some(isStale);
    mustHold(6, isInTime, () => `${to} was mailed that ${request.id} waits, which it did not any more`);
  }
  const [from] = listed.map((request) => request?.requestedBy);
  mustHold(6, from !== undefined, () => `nothing explains the letter to ${to}: ${subject}\n${text}`);
  const isReminder = subject.startsWith('Reminder');
  const requester = { nic: from, name: nameOf(from) };
  const expected = textOf({ kind: 'waiting', requester, items, isMore: false, isReminder }, to);
  mustHold(6, `${subject}\n${text}` === expected, () => `${to} was mailed\n${text}\ninstead of\n${expected}`);
  return { letter, to, from, ids: listed.flatMap((request) => request?.id ?? []) };
}

const isStale = (fault: string): boolean => fault.startsWith('stale read');

/** When the request ended, or the reader decided. */
function endOf({ parts }: Run, { id, expiresAt }: Request, reader: Nic): number {
  const ends = [...parts.history.storedEvents.values()]
    .filter(({ event }) => event.eventId.startsWith(id) && (!isAsked(event) || isDecisionOf(event, reader)))
    .map(({ time }) => time);
  return Math.min(Date.parse(expiresAt), ...ends);
}

const isAsked = ({ type }: Event): boolean => /\.(requested|reminded|consent-accepted)$/.test(type);
const isDecisionOf = (event: Event, reader: Nic): boolean => 'nic' in event && event.nic === reader;

/** Fifteen minutes between two, and no more than there were reasons for. */
function checkPair(
  pair: string,
  read: readonly Read[],
  requests: readonly Request[],
  { parts: { history } }: Run,
): void {
  const letters = read.map(({ letter }) => letter).toSorted((a, b) => a.time - b.time);
  for (const [index, letter] of letters.entries()) {
    const before = letters[index - 1];
    const isPaused =
      before === undefined ||
      before.isRefused ||
      mayBeRepeated(before) ||
      letter.time - before.time >= pause - tolerance;
    mustHold(5, isPaused, () => `two letters ${pair} within fifteen minutes`);
  }
  const [first] = read;
  const asked = [...history.storedEvents.values()].filter(
    ({ event: { type, eventId } }) =>
      /\.(requested|reminded)$/.test(type) &&
      requests.some((one) => eventId.startsWith(one.id) && isOf(one, first)),
  );
  const reminders = requests.filter((request) => isOf(request, first));
  const most = asked.length + reminders.length + letters.filter(mayBeRepeated).length;
  mustHold(2, letters.length <= most, () => `${letters.length} letters ${pair}, for ${most} reasons`);
}

const isOf = ({ requestedBy, recipients }: Request, of: Read | undefined): boolean =>
  requestedBy === of?.from && recipients.some(({ nic }) => nic === of.to);

/** A recipient that never decided was told of each request and reminder, and two days before the end. */
function mustBeTold(
  { parts: { history }, calmSince, bus, mail }: Run,
  { id, requestedBy, expiresAt }: Request,
  nic: Nic,
  read: readonly Read[],
): void {
  if (nic === requestedBy) return;
  const end = Date.parse(expiresAt);
  const worksSince = Math.max(calmSince, bus.isDownUntil, mail.isDownUntil);
  const asked = [...history.storedEvents.values()]
    .filter(({ event: { type, eventId } }) => eventId.startsWith(id) && /\.(requested|reminded)$/.test(type))
    .map(({ time }) => time);
  for (const from of [...asked, end - reminderBefore]) {
    const until = Math.max(from, worksSince) + longestDelay;
    if (until > end) continue;
    const isTold = read.some(
      ({ to, ids, letter: { time } }) =>
        to === nic && ids.includes(id) && time >= from - tolerance && time <= until,
    );
    mustHold(1, isTold, () => `${nic} was not mailed of ${id} between ${iso(from)} and ${iso(until)}`);
  }
}

const iso = (time: number): string => new Date(time).toISOString();
