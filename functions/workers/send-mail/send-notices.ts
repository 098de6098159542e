import type { ChangeEvent, ReassignmentEvent } from '../../../shared/domain/event.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { lettersOfChange, type Due } from './letters-of-change.ts';
import { lettersOfReassignment } from './letters-of-reassignment.ts';
import type { MailCapabilities } from './mail-capabilities.ts';
import { sendLetter } from './send-letter.ts';

/** More readers than an event has. */
const width = 10;

/** Sends the letters about an event that were not sent yet. One that cannot be sent stays due, and stops no other. */
export async function sendNotices(
  capabilities: MailCapabilities,
  event: ChangeEvent | ReassignmentEvent,
): Promise<void> {
  const due = await lettersOf(capabilities, event);
  await mapConcurrently(due, width, (letter) => sendNotice(capabilities, event, letter));
}

/** Sends a letter that is due again: its function died, or SES did not take it. */
export async function resendNotice(capabilities: MailCapabilities, to: Nic, eventId: string): Promise<void> {
  const { mailings, clock } = capabilities;
  const notice = await mailings.findNotice(to, eventId);
  if (notice === undefined || notice.outcome !== undefined) return;
  const event = await findEvent(capabilities, notice);
  const due = event === undefined ? [] : await lettersOf(capabilities, event);
  const letter = due.find((one) => one.to === to);
  if (event !== undefined && letter !== undefined) return sendNotice(capabilities, event, letter);
  await mailings.settle(notice, 'overtaken', clock.now());
}

async function sendNotice(
  capabilities: MailCapabilities,
  event: ChangeEvent | ReassignmentEvent,
  { to, notice }: Due,
): Promise<void> {
  const { mailings, clock, log } = capabilities;
  const claim = await mailings.claim(to, event, clock.now());
  if (claim === undefined) return;
  try {
    const outcome = await sendLetter(capabilities, to, notice);
    await mailings.settle(claim, outcome, clock.now());
  } catch (error) {
    // Its claim ends, and due work finds it.
    log.warn('Could not send a mail; due work will retry.', { nic: to, eventId: event.eventId, error });
  }
}

async function lettersOf(
  { changes, groups, reassignments }: MailCapabilities,
  event: ChangeEvent | ReassignmentEvent,
): Promise<Due[]> {
  if (!('changeId' in event)) {
    const reassignment = await reassignments.find(event.reassignmentId);
    return reassignment === undefined ? [] : lettersOfReassignment(event, reassignment);
  }
  // A reassignment has its own letters, one for all its changes.
  if (event.reassignmentId !== undefined) return [];
  const [change, found] = await Promise.all([changes.find(event.changeId), groups.find(event.groupId)]);
  return change === undefined ? [] : lettersOfChange(event, { change, group: found?.group });
}

async function findEvent(
  { events }: MailCapabilities,
  {
    changeId,
    reassignmentId,
    sequence,
  }: { readonly sequence: number } & Partial<
    Pick<ChangeEvent, 'changeId'> & Pick<ReassignmentEvent, 'reassignmentId'>
  >,
): Promise<ChangeEvent | ReassignmentEvent | undefined> {
  const options = { after: sequence - 1, limit: 1 };
  const found: readonly (ChangeEvent | ReassignmentEvent)[] =
    changeId !== undefined
      ? (await events.ofChange(changeId, options)).events
      : reassignmentId !== undefined
        ? (await events.ofReassignment(reassignmentId, options)).events
        : [];
  return found.find((event) => event.sequence === sequence);
}
