import { sendBatchLimit, sendBatchWidth } from '../../../shared/aws/sqs-queue.ts';
import type { FeedingQueue, OutgoingMessage, Queue } from '../../../shared/messages/queue.ts';
import { inChunks, mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { noisyTenant, queueLatency } from '../aws/aws-model.ts';
import { processorTime } from '../aws/processor-time.ts';
import type { Environment } from './environment.ts';
import { latencyOf } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Message {
  readonly receipt: string;
  readonly body: string;
  readonly tenant: string;
  receives: number;
  /** When it comes back, if its handler asked for that. */
  postponedUntil?: number | undefined;
}

export interface QueueOptions {
  /** After so many receives a message goes to the dead letters. */
  readonly maxReceives: number;
  readonly deadLetters?: SimulatedQueue | undefined;
}

const never = new Promise<never>(() => {});

/** A queue of AWS, with fair tenants. It never loses or doubles a message. */
export class SimulatedQueue {
  readonly #time: VirtualTime;
  readonly #random: () => number;
  readonly #options: QueueOptions;
  /** The visible messages of each tenant. The tenant that was served last comes last. */
  readonly #visible = new Map<string, Message[]>();
  readonly #inFlight = new Map<string, number>();
  readonly #byReceipt = new Map<string, Message>();
  readonly #waiting: (() => void)[] = [];
  #inFlightCount = 0;
  #receipts = 0;
  visibleCount = 0;
  /** Messages whose delay is not over. */
  delayedCount = 0;
  sent = 0;
  sendRequests = 0;
  deadCount = 0;

  constructor(time: VirtualTime, random: () => number, options: QueueOptions) {
    this.#time = time;
    this.#random = random;
    this.#options = options;
  }

  /** The port that a function in this environment uses. */
  portOf(environment: Environment): Queue & FeedingQueue {
    const request = async (messages: number): Promise<void> => {
      const sentAt = environment.busyUntil(processorTime.queueRequest + messages * processorTime.message);
      await this.#time.until(sentAt + latencyOf(queueLatency, this.#random));
      if (environment.isKilled) await never;
    };
    return {
      send: async (messages) => {
        await mapConcurrently(inChunks(messages, sendBatchLimit), sendBatchWidth, async (batch) => {
          await request(batch.length);
          this.sendRequests += 1;
          for (const message of batch) this.accept(message);
        });
      },
      postpone: async (postponed) => {
        await request(postponed.length);
        for (const { receiptHandle, seconds } of postponed) {
          const message = this.#byReceipt.get(receiptHandle);
          if (message !== undefined) message.postponedUntil = this.#time.now + seconds * 1_000;
        }
      },
    };
  }

  /** Takes a message in, as a request to send it does. */
  accept({ body, delaySeconds = 0, tenant = '' }: OutgoingMessage): void {
    this.sent += 1;
    const message = { receipt: `${this.#receipts++}`, body: JSON.stringify(body), tenant, receives: 0 };
    this.#showAt(this.#time.now + delaySeconds * 1_000, message);
  }

  /** Up to so many visible messages, those of quiet tenants first. */
  receive(limit: number): Message[] {
    const received: Message[] = [];
    while (received.length < limit) {
      const message = this.#next();
      if (message === undefined) break;
      if (message.receives >= this.#options.maxReceives) {
        this.deadCount += 1;
        this.#options.deadLetters?.accept({ body: JSON.parse(message.body), tenant: message.tenant });
        continue;
      }
      message.receives += 1;
      this.#count(message.tenant, 1);
      this.#byReceipt.set(message.receipt, message);
      received.push(message);
    }
    return received;
  }

  delete(message: Message): void {
    this.#settle(message);
  }

  /** Lets a received message return. */
  release(message: Message, at: number): void {
    this.#settle(message);
    this.#showAt(at, message);
  }

  /** Waits until a message is visible; each one that becomes visible ends at most one wait. */
  arrival(): Promise<void> {
    return this.visibleCount > 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  #settle(message: Message): void {
    this.#byReceipt.delete(message.receipt);
    this.#count(message.tenant, -1);
  }

  #count(tenant: string, by: 1 | -1): void {
    this.#inFlightCount += by;
    const count = (this.#inFlight.get(tenant) ?? 0) + by;
    if (count === 0) this.#inFlight.delete(tenant);
    else this.#inFlight.set(tenant, count);
  }

  #showAt(at: number, message: Message): void {
    message.postponedUntil = undefined;
    if (at <= this.#time.now) return this.#show(message);
    this.delayedCount += 1;
    this.#time.at(at, () => {
      this.delayedCount -= 1;
      this.#show(message);
    });
  }

  #show(message: Message): void {
    const queued = this.#visible.get(message.tenant);
    if (queued === undefined) this.#visible.set(message.tenant, [message]);
    else queued.push(message);
    this.visibleCount += 1;
    this.#waiting.shift()?.();
  }

  #next(): Message | undefined {
    let quietest: string | undefined;
    for (const tenant of this.#visible.keys()) {
      if (!this.#isNoisy(tenant)) return this.#takeFrom(tenant);
      if (quietest === undefined || this.#inFlightOf(tenant) < this.#inFlightOf(quietest)) quietest = tenant;
    }
    return quietest === undefined ? undefined : this.#takeFrom(quietest);
  }

  #inFlightOf(tenant: string): number {
    return this.#inFlight.get(tenant) ?? 0;
  }

  #isNoisy(tenant: string): boolean {
    const own = this.#inFlightOf(tenant);
    return tenant !== '' && own >= noisyTenant.messages && own > noisyTenant.share * this.#inFlightCount;
  }

  #takeFrom(tenant: string): Message | undefined {
    const queued = this.#visible.get(tenant) ?? [];
    const message = queued.shift();
    this.#visible.delete(tenant);
    if (queued.length > 0) this.#visible.set(tenant, queued);
    if (message !== undefined) this.visibleCount -= 1;
    return message;
  }
}
