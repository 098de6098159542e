import { Unavailable } from '../../shared/runtime/unavailable.ts';
import type { FeedingQueue, OutgoingMessage, Postponed, Queue } from '../../shared/messages/queue.ts';

/** A queue in memory. Messages wait until the test takes them. It can be set to fail. */
export class MemoryQueue implements Queue, FeedingQueue {
  /** The messages that workers postponed, and until when. */
  readonly postponed: Postponed[] = [];
  messages: OutgoingMessage[] = [];
  isBroken = false;

  send(messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.isBroken) return Promise.reject(new Unavailable('The queue is out of order.'));
    // Messages are JSON, so that a test sees no more than a worker.
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
