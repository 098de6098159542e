import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { Event } from '../../../shared/domain/event.ts';
import { EventMessage } from '../../../shared/messages/event-message.ts';
import type { QueueWorker } from '../../../shared/messages/queue-handler.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { Unavailable } from '../../../shared/runtime/unavailable.ts';

type PublishCapabilities = Pick<Capabilities, 'events' | 'eventBus' | 'clock' | 'log' | 'metrics'>;

const markWidth = 10;

/**
 * Publishes the events of a change, a reassignment or a call about services that are still to be published: at least
 * once. What the bus does not accept stays in the table, and its message comes again.
 */
export const publishEvents = (capabilities: PublishCapabilities): QueueWorker<typeof EventMessage, void> => ({
  message: EventMessage,
  log: capabilities.log,
  async work(subject) {
    let refused = 0;
    for await (const page of capabilities.events.unpublished(subject))
      refused += await publish(capabilities, page);
    if (refused > 0) throw new Unavailable(`The bus did not accept ${refused} events.`);
  },
});

/** Returns how many the bus did not accept. */
async function publish(
  { events, eventBus, clock, metrics }: PublishCapabilities,
  page: readonly Event[],
): Promise<number> {
  if (page.length === 0) return 0;
  const accepted = await eventBus.publish(page);
  const now = clock.now().getTime();
  for (const { at } of accepted) metrics.observe('EventDelay', Math.max(0, now - Date.parse(at)) / 1_000);
  metrics.count('EventsPublished', accepted.length);
  const refused = page.length - accepted.length;
  if (refused > 0) metrics.count('EventsRefused', refused);
  await mapConcurrently(accepted, markWidth, (event) => events.markPublished(event));
  return refused;
}
