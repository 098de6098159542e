import { Unavailable } from '../../shared/runtime/unavailable.ts';
import type { FeedingQueue, OutgoingMessage, Postponed, Queue } from '../../shared/messages/queue.ts';

/** A queue in memory. Messages wait until the test takes them; it can be set to be out of order. */
export class MemoryQueue implements Queue, FeedingQueue {
  /** What workers asked to be given again, and when. */
  readonly postponed: Postponed[] = [];
  messages: OutgoingMessage[] = [];
  isBroken = false;

  send(messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.isBroken) return Promise.reject(new Unavailable('The queue is out of order.'));
    // What travels is JSON: a test must not see more than a worker would.
    this.messages.push(
      ...messages.map(({ body, ...rest }) => ({ ...rest, body: JSON.parse(JSON.stringify(body)) })),
    );
    return Promise.resolve();
  }

  postpone(messages: readonly Postponed[]): Promise<void> {
    if (this.isBroken) return Promise.reject(new Unavailable('The queue is out of order.'));
    this.postponed.push(...messages);
    return Promise.resolve();
  }

  /** Takes all messages out. */
  take(): OutgoingMessage[] {
    return this.messages.splice(0);
  }
}
