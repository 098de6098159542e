import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Event } from '../domain/event.ts';
import type { EventBus } from '../messages/event-bus.ts';
import { inChunks, mapConcurrently } from '../runtime/chunks.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { awsClientOptions, withoutUnusedMiddleware } from './aws-client.ts';
import { isTransient } from './transient.ts';

/** EventBridge's limit of entries in one PutEvents. */
const entryLimit = 10;
/** The most requests in flight. */
const width = 5;

export interface BusOptions {
  readonly name: string;
  readonly source: string;
}

/** The port over EventBridge. Its detail type is the event's type, and its time the event's. */
export function eventBridgeBus(
  { name, source }: BusOptions,
  client = withoutUnusedMiddleware(new EventBridgeClient(awsClientOptions())),
): EventBus {
  const put = async (events: readonly Event[]): Promise<readonly Event[]> => {
    const Entries = events.map((event) => ({
      EventBusName: name,
      Source: source,
      DetailType: event.type,
      Time: new Date(event.at),
      Detail: JSON.stringify(event),
    }));
    try {
      const answer = await client.send(new PutEventsCommand({ Entries }));
      return events.filter((_, index) => answer.Entries?.[index]?.EventId !== undefined);
    } catch (error) {
      if (isTransient(error)) throw new Unavailable('EventBridge did not answer.', { cause: error });
      throw error;
    }
  };
  return {
    publish: async (events) => (await mapConcurrently(inChunks(events, entryLimit), width, put)).flat(),
  };
}
