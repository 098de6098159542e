import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import type { ChangeEvent, ReassignmentEvent } from '../../../shared/domain/event.ts';
import { claimed, isDue, settled, withArrival } from '../../../shared/domain/gathering.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { WaitingItem } from '../../../shared/mail/notice.ts';
import { keyOfWaiting, type Waiting } from '../../../shared/store/mailings.ts';
import type { MailCapabilities } from './mail-capabilities.ts';
import { sendLetter } from './send-letter.ts';
import { stillWaiting } from './still-waiting.ts';

/** The most that one mail lists. */
const listLimit = 20;
const pageSize = 50;
/** What was decided is forgotten page by page; the next mail goes on. */
const mostPages = 5;

type AskingEvent = Extract<
  ChangeEvent | ReassignmentEvent,
  { readonly type: `${'contact-change' | 'reassignment'}.${'requested' | 'reminded'}` }
>;

export const asks = (event: ChangeEvent | ReassignmentEvent): event is AskingEvent =>
  event.type === 'contact-change.requested' ||
  event.type === 'contact-change.reminded' ||
  event.type === 'reassignment.requested' ||
  event.type === 'reassignment.reminded';

/** Has those whose decision is missing told in the next mail from the requester, and sends it if its time has come. */
export async function gatherEvent(capabilities: MailCapabilities, event: AskingEvent): Promise<void> {
  const isReminder = event.type === 'contact-change.reminded' || event.type === 'reassignment.reminded';
  for (const waiting of waitingSince(event)) {
    await gather(capabilities, waiting, event, isReminder);
    await sendGathered(capabilities, waiting.to, waiting.requestedBy);
  }
}

/** Two days before the end of a request that may still wait. */
export async function remind(capabilities: MailCapabilities, to: Nic, place: string): Promise<void> {
  const waiting = await capabilities.mailings.findWaiting(to, place);
  if (waiting === undefined) return;
  await gather(capabilities, waiting, 'reminder', true);
  await sendGathered(capabilities, to, waiting.requestedBy);
}

function waitingSince(event: AskingEvent): Waiting[] {
  const { requestedBy, expiresAt } = event;
  if (expiresAt === undefined) return [];
  const to =
    'changeId' in event
      ? event.recipients.map(({ nic }) => ({ to: nic, changeId: event.changeId }))
      : [{ to: event.to, reassignmentId: event.reassignmentId }];
  return to.filter((one) => one.to !== requestedBy).map((one) => ({ ...one, requestedBy, expiresAt }));
}

/** Does nothing if its cause was gathered before, or if it no longer waits. */
async function gather(
  capabilities: MailCapabilities,
  waiting: Waiting,
  cause: AskingEvent | 'reminder',
  isReminder: boolean,
): Promise<void> {
  const { mailings, clock } = capabilities;
  const { to, requestedBy: from } = waiting;
  await retryOnConflict(async () => {
    const now = clock.now();
    if (await wasGathered(capabilities, waiting, cause)) return true;
    const [item] = await stillWaiting(capabilities, to, [waiting]);
    if (item === undefined) {
      await mailings.forget(waiting);
      return true;
    }
    const batch = item.batch === undefined ? undefined : { batch: item.batch, requestedBy: from, isReminder };
    const isTold = batch !== undefined && (await mailings.toldAt(to, batch)) !== undefined;
    const arrival = { to, from, isReminder, isOfBatch: batch !== undefined };
    const gathering = isTold ? undefined : withArrival(await mailings.findGathering(to, from), arrival, now);
    return (await mailings.arrive({ gathering, batch, waiting, cause }, now)) || undefined;
  });
}

async function wasGathered(
  { mailings }: MailCapabilities,
  waiting: Waiting,
  cause: AskingEvent | 'reminder',
): Promise<boolean> {
  if (cause !== 'reminder') return (await mailings.findNotice(waiting.to, cause.eventId)) !== undefined;
  const present = await mailings.findWaiting(waiting.to, keyOfWaiting(waiting).sk);
  return present?.remindAt === undefined;
}

/** Sends the mail from one requester to one recipient about what waits, if it is due. */
export async function sendGathered(capabilities: MailCapabilities, to: Nic, from: Nic): Promise<void> {
  const { mailings, clock, log } = capabilities;
  const found = await mailings.findGathering(to, from);
  if (found === undefined || !isDue(found, clock.now())) return;
  const claim = claimed(found, clock.now());
  if (!(await mailings.saveGathering(claim, clock.now()))) return;
  let wasSent: boolean;
  try {
    wasSent = await sendWhatWaits(capabilities, to, from, claim.isReminder);
  } catch (error) {
    // Its claim ends, and due work finds it.
    log.warn('Could not send a mail; due work will retry.', { nic: to, requestedBy: from, error });
    return;
  }
  await retryOnConflict(async () => {
    const now = clock.now();
    const present = await mailings.findGathering(to, from);
    if (present === undefined || present.nextAt !== claim.nextAt) return true;
    return (await mailings.saveGathering(settled(present, wasSent, now), now)) || undefined;
  });
}

/** Returns whether a mail was sent. Nothing is sent if nothing waits. */
async function sendWhatWaits(
  capabilities: MailCapabilities,
  to: Nic,
  from: Nic,
  isReminder: boolean,
): Promise<boolean> {
  const items = await itemsFor(capabilities, to, from);
  if (items.length === 0) return false;
  const requester = await capabilities.accounts.find(from);
  const outcome = await sendLetter(capabilities, to, {
    kind: 'waiting',
    requester: { nic: from, name: requester?.name },
    items: items.slice(0, listLimit),
    isMore: items.length > listLimit,
    isReminder,
  });
  return outcome === 'sent';
}

/** What waits, as many as a mail lists and one more. */
async function itemsFor(capabilities: MailCapabilities, to: Nic, from: Nic): Promise<WaitingItem[]> {
  const { mailings } = capabilities;
  const items: WaitingItem[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { waiting, next } = await mailings.waiting(to, from, pageSize, after);
    const found = await stillWaiting(capabilities, to, waiting);
    items.push(...found.filter((item) => item !== undefined));
    const decided = waiting.filter((_, index) => found[index] === undefined);
    await Promise.all(decided.map((one) => mailings.forget(one)));
    if (next === undefined || items.length > listLimit) break;
    after = next;
  }
  return items;
}
