import type { EventSubject } from '../domain/event.ts';
import type { Nic } from '../domain/identifiers.ts';
import type { EventMessage } from '../messages/event-message.ts';
import type { Capabilities } from './capabilities.ts';

/**
 * Has the events of what was just stored published. Never throws: due work finds them too.
 * @param tenant whose request it was
 */
export async function enqueueEvents(
  { eventQueue, log }: Pick<Capabilities, 'eventQueue' | 'log'>,
  subject: EventSubject,
  tenant: Nic,
): Promise<void> {
  const body: EventMessage = subject;
  try {
    await eventQueue.send([{ body, tenant }]);
  } catch (error) {
    log.warn('Could not enqueue the publication of events; due work will retry.', { ...subject, error });
  }
}
