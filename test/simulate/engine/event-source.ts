import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventOf, lambdaContext } from '../../support/invocation.ts';
import { coldStart, eventSourceScaling, invokeLatency, queueLatency } from '../aws/aws-model.ts';
import { processorTime } from '../aws/processor-time.ts';
import { Environment } from './environment.ts';
import { latencyOf } from './random.ts';
import type { Message, SimulatedQueue } from './simulated-queue.ts';
import type { VirtualTime } from './virtual-time.ts';

export type QueueFedHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface EventSourceOptions {
  readonly batchSize: number;
  /** The most batches in flight at once. */
  readonly concurrency: number;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  /** The handler as a new environment loads it. */
  readonly load: (environment: Environment) => QueueFedHandler;
}

interface Loaded {
  readonly environment: Environment;
  readonly handler: QueueFedHandler;
}

/**
 * The handler measures what is left by the wall clock, and settles before its end. Here it has no end: a batch that
 * runs out of virtual time is killed instead.
 */
const context = { ...lambdaContext('simulated'), getRemainingTimeInMillis: () => 1e9 };

const scalingPeriod = 60_000 / eventSourceScaling.addedPerMinute;

/** An event source mapping with its function: pollers that grow in number while messages wait, and environments. */
export class EventSource {
  readonly #time: VirtualTime;
  readonly #random: () => number;
  readonly #queue: SimulatedQueue;
  readonly options: EventSourceOptions;
  readonly #idle: Loaded[] = [];
  pollers = 0;
  busy = 0;
  invocations = 0;
  timeouts = 0;
  receives = 0;
  deletes = 0;

  constructor(time: VirtualTime, random: () => number, queue: SimulatedQueue, options: EventSourceOptions) {
    this.#time = time;
    this.#random = random;
    this.#queue = queue;
    this.options = options;
  }

  start(): void {
    for (let poller = 0; poller < Math.min(eventSourceScaling.first, this.options.concurrency); poller++)
      this.#addPoller();
    this.#scale();
  }

  #addPoller(): void {
    this.pollers += 1;
    void this.#poll();
  }

  #scale(): void {
    this.#time.at(this.#time.now + scalingPeriod, () => {
      if (this.#queue.visibleCount > 0 && this.pollers < this.options.concurrency) this.#addPoller();
      this.#scale();
    });
  }

  async #poll(): Promise<never> {
    for (;;) {
      await this.#time.wait(latencyOf(queueLatency, this.#random));
      const messages = this.#queue.receive(this.options.batchSize);
      if (messages.length === 0) {
        await this.#queue.arrival();
        continue;
      }
      this.receives += 1;
      this.busy += 1;
      await this.#handle(messages);
      this.busy -= 1;
    }
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    const visibleAt = this.#time.now + this.options.visibilityTimeoutSeconds * 1_000;
    const loaded = await this.#environment();
    await this.#time.wait(latencyOf(invokeLatency, this.#random));
    this.invocations += 1;
    const answer = await Promise.race([this.#invoke(loaded, messages), this.#outOfTime()]);
    if (answer === undefined) {
      this.timeouts += 1;
      loaded.environment.isKilled = true;
      for (const message of messages) this.#queue.release(message, visibleAt);
      return;
    }
    this.#idle.push(loaded);
    const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of messages)
      if (failed.has(message.receipt)) this.#queue.release(message, message.postponedUntil ?? visibleAt);
    if (failed.size === messages.length) return;
    await this.#time.wait(latencyOf(queueLatency, this.#random));
    this.deletes += 1;
    for (const message of messages) if (!failed.has(message.receipt)) this.#queue.delete(message);
  }

  async #environment(): Promise<Loaded> {
    const warm = this.#idle.pop();
    if (warm !== undefined) return warm;
    await this.#time.wait(latencyOf(coldStart, this.#random));
    const environment = new Environment(this.#time, this.options.memoryMegabytes);
    return { environment, handler: this.options.load(environment) };
  }

  async #invoke({ environment, handler }: Loaded, messages: readonly Message[]): Promise<SQSBatchResponse> {
    const own = processorTime.invocation + messages.length * processorTime.handled;
    await this.#time.until(environment.busyUntil(own));
    return handler(
      eventOf(
        messages.map(({ receipt, body, receives }) => ({
          messageId: receipt,
          receiptHandle: receipt,
          body,
          receives,
        })),
      ),
      context,
    );
  }

  #outOfTime(): Promise<undefined> {
    return new Promise((resolve) =>
      this.#time.at(this.#time.now + this.options.timeoutSeconds * 1_000, () => resolve(undefined)),
    );
  }
}
