import type { ChangeEvent, Event, ReassignmentEvent } from '../../../shared/domain/event.ts';
import { groupKey } from '../../../shared/store/keys.ts';
import type { SentLetter } from '../mail/mail-service.ts';
import type { Run } from '../run/run.ts';
import { addressOf } from '../scenario/people.ts';
import { mustHold } from '../violation.ts';
import { noticesOfChange, noticesOfReassignment, type ExpectedNotice } from './expected-notices.ts';
import { groupOf, type TableView } from './table-view.ts';
import { mayBeRepeated, textOf } from './letters.ts';
import { checkWaitingMail } from './waiting-mail.ts';

/**
 * Everyone who must be told was told (1), once unless it cannot be known (2), nothing that it may not know (7), and
 * nothing else (6).
 */
export function checkMailWhenIdle(view: TableView, run: Run): void {
  if (!run.sendsMail) return;
  const expected = expectedNotices(view, run);
  const told = new Map<ExpectedNotice, SentLetter[]>();
  const others: SentLetter[] = [];
  for (const letter of run.mail.letters) {
    const fitting = expected.filter((one) => textsOf(one).includes(`${letter.subject}\n${letter.text}`));
    const about = fitting.filter(({ to }) => addressOf(to) === letter.address);
    const isForAnother = fitting.length > 0 && about.length === 0;
    mustHold(7, !isForAnother, () => `a letter went to ${letter.address}: ${letter.subject}`);
    // Letters that say the same are the same to their reader: first those that must come.
    const found =
      about.find((one) => one.isMust && !told.has(one)) ??
      about.find((one) => !told.has(one)) ??
      about.find((one) => told.get(one)?.every(mayBeRepeated) === true) ??
      about[0];
    if (found === undefined) others.push(letter);
    else told.set(found, [...(told.get(found) ?? []), letter]);
  }
  for (const [{ to, eventId }, letters] of told)
    mustHold(
      2,
      letters.slice(0, -1).every(mayBeRepeated),
      () => `${to} was mailed ${letters.length} times about ${eventId}`,
    );
  for (const one of expected)
    mustHold(1, !one.isMust || told.has(one), () => `${one.to} was never mailed about ${one.eventId}`);
  checkWaitingMail(view, run, others);
}

const texts = new WeakMap<ExpectedNotice, readonly string[]>();

/** The subject and text of each letter that it may be. */
function textsOf(expected: ExpectedNotice): readonly string[] {
  const known = texts.get(expected) ?? expected.notices.map((notice) => textOf(notice, expected.to));
  texts.set(expected, known);
  return known;
}

function expectedNotices(view: TableView, { parts: { history, mirror } }: Run): ExpectedNotice[] {
  const events = [...history.storedEvents.values()].map(({ event }) => event);
  const inOrder = events.toSorted((a, b) => a.sequence - b.sequence);
  const ofChanges = view.changes().flatMap((change) => {
    if (change.reassignmentId !== undefined) return [];
    const administrators = new Set(
      mirror.everAt(groupKey(change.groupId)).flatMap((item) => groupOf(item)?.contacts.administration ?? []),
    );
    const own = inOrder.filter(
      (event): event is ChangeEvent => 'changeId' in event && event.changeId === change.changeId,
    );
    return noticesOfChange(change, own, [...administrators]);
  });
  const ofReassignments = view.reassignments().flatMap((reassignment) => {
    const { reassignmentId } = reassignment;
    const isOwn = (event: Event): event is ReassignmentEvent =>
      event.type.startsWith('reassignment.') && event.eventId.startsWith(reassignmentId);
    return noticesOfReassignment(reassignment, inOrder.filter(isOwn));
  });
  return [...ofChanges, ...ofReassignments];
}
