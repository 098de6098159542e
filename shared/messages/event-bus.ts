import type { Event } from '../domain/event.ts';

export interface EventBus {
  /**
   * Publishes events, in no particular order.
   * @returns those that the bus accepted. Throws `Unavailable` if it does not answer; some may have been accepted.
   */
  publish(events: readonly Event[]): Promise<readonly Event[]>;
}
