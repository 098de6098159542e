import { changeTypesMailed, reassignmentTypesMailed } from '../../shared/mail/mailed-types.ts';
import type { Event } from '../../shared/domain/event.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import type { World } from './world.ts';

export const addressOf = (nic: Nic): string => `${nic}@example.com`;

/** Gives everyone an address, in English so that tests are readable. */
export async function giveAddresses(world: World, ...nics: readonly Nic[]): Promise<void> {
  for (const nic of nics)
    await world.account(nic, { email: addressOf(nic), language: 'en', name: `Department ${nic}` });
}

/** Whether the rules of the bus pass it to the mail queue. */
export const isMailed = (event: Event): boolean =>
  ('changeId' in event &&
    event.reassignmentId === undefined &&
    changeTypesMailed.some((type) => type === event.type)) ||
  reassignmentTypesMailed.some((type) => type === event.type);

/** Publishes what happened, and takes the messages that the rules of the bus make of it. */
export async function messagesOf(world: World): Promise<OutgoingMessage[]> {
  await world.publishEvents();
  const events = world.eventBus.accepted.splice(0);
  return events.filter(isMailed).map((event): OutgoingMessage => {
    const body: unknown = JSON.parse(JSON.stringify({ 'detail-type': event.type, detail: event }));
    return { body };
  });
}

/** Mails what happened. Returns the letters, by reader and subject. */
export async function mailed(world: World): Promise<string[]> {
  await world.sendMail(await messagesOf(world));
  return sent(world);
}

/** Mails what is due now. */
export async function mailedWhenDue(world: World): Promise<string[]> {
  await world.runDueWork();
  await world.sendMail();
  return sent(world);
}

const sent = (world: World): string[] =>
  world.mail.take().map(({ to, subject }) => `${to.replace(/@.*/, '')}: ${subject}`);
