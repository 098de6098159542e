import { handleOf, type Delivery, type Message } from './message.ts';
import type { RealQueue } from './real-queue.ts';
import type { QueueName, QueueShape } from './topology.ts';

/** The real queue holds the messages; this delivers them by virtual time, with the rules of SQS. */
export class Mailbox {
  readonly name: QueueName;
  readonly shape: QueueShape;
  readonly real: RealQueue;
  readonly messages: Message[] = [];

  constructor(name: QueueName, shape: QueueShape, real: RealQueue) {
    this.name = name;
    this.shape = shape;
    this.real = real;
  }

  /** Accepts sent messages, each with its delay in milliseconds. */
  async collect(delays: ReadonlyMap<string, number>, now: number, receives = 0): Promise<void> {
    const received = new Map((await this.real.receive(delays.size)).map((one) => [one.id, one]));
    for (const [id, delay] of delays) {
      const one = received.get(id);
      if (one === undefined) throw new Error('The queue has lost a message that it took.');
      this.messages.push({
        id,
        number: this.messages.length + 1,
        body: one.body,
        sentAt: now,
        availableAt: now + delay,
        receives,
        realHandle: one.handle,
        state: 'kept',
      });
    }
  }

  /** Sends a message that no function sent. It may have been received before. */
  async send(body: string, now: number, receives = 0): Promise<void> {
    await this.collect(new Map([[await this.real.send(body), 0]]), now, receives);
  }

  /** The messages that are visible now, in the order in which they were sent. */
  available(now: number): Message[] {
    this.#forgetOld(now);
    return this.messages.filter(({ state, availableAt }) => state === 'kept' && availableAt <= now);
  }

  /** The time at which the next message becomes visible. */
  nextAvailable(): number | undefined {
    const kept = this.messages.filter(({ state }) => state === 'kept').map(({ availableAt }) => availableAt);
    return kept.length === 0 ? undefined : Math.min(...kept);
  }

  get kept(): Message[] {
    return this.messages.filter(({ state }) => state === 'kept');
  }

  /** The messages that are still in the real queue. */
  get left(): Message[] {
    return this.messages.filter(({ state }) => state === 'kept' || state === 'expired');
  }

  /** Whether the message has no receives left, and becomes a dead letter. */
  isSpent({ receives }: Message): boolean {
    return receives >= (this.shape.redrive?.maxReceiveCount ?? Infinity);
  }

  hand(message: Message, now: number): Delivery {
    message.receives += 1;
    message.availableAt = now + this.shape.visibility * 1_000;
    return { message, receipt: message.receives };
  }

  /** The received message with this handle. A handle of an earlier receive is stale. */
  heldBy(handle: string, now: number): Message | undefined {
    return this.kept.find(
      (message) => message.availableAt > now && handleOf({ message, receipt: message.receives }) === handle,
    );
  }

  /** Takes messages out of the real queue. */
  async remove(messages: readonly Message[], state: 'deleted' | 'moved' | 'dropped'): Promise<void> {
    if (messages.length === 0) return;
    for (const message of messages) message.state = state;
    await this.real.delete(messages.map(({ realHandle }) => realHandle));
  }

  #forgetOld(now: number): void {
    for (const message of this.messages) {
      if (message.state === 'kept' && now - message.sentAt > this.shape.retention * 1_000)
        message.state = 'expired';
    }
  }
}
