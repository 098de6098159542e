import { setTimeout as pause } from 'node:timers/promises';
import type { Upstream } from '../aws-api/upstream.ts';
import type { Invoke } from '../lambda/outcome.ts';
import type { Meter } from '../lib/meter.ts';
import type { MappingDescription } from './mapping-description.ts';
import { succeeded } from './batch-response.ts';
import { queueEvent, receivedMessages, type Message } from './messages.ts';

/** SQS's limits: messages per request, and seconds of long polling. */
const requestSize = 10;
const longestWaitSeconds = 20;
const retryMilliseconds = 500;

export interface PollerOptions {
  readonly mapping: MappingDescription;
  readonly queueUrl: string;
  readonly server: Upstream;
  readonly invoke: Invoke;
  /** Batches in flight at once. */
  readonly concurrency: number;
  readonly meter: Meter;
  readonly log: (line: string) => void;
}

/** Feeds a function as Lambda does. One loop receives: several would wake up for the same few messages. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #loop: Promise<void>;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#loop = this.#poll();
  }

  /** Stops receiving. Messages received but not started return after their visibility timeout. */
  stopReceiving(): void {
    this.#stopping.abort();
  }

  /** Resolves when the running batches have ended and their successful messages are deleted. */
  async finished(): Promise<void> {
    await this.#loop;
    await Promise.all(this.#running);
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const batch = await this.#nextBatch(signal);
        if (batch.length === 0 || signal.aborted) continue;
        this.#begin(batch);
        if (this.#running.size >= this.#options.concurrency) await Promise.race(this.#running);
      } catch (error) {
        if (signal.aborted) return;
        this.#options.log(`queue ${this.#options.mapping.queueArn}: ${String(error)}`);
        await pause(retryMilliseconds);
      }
    }
  }

  /** Receives once, or repeatedly within the batching window to fill the batch. */
  async #nextBatch(signal: AbortSignal): Promise<Message[]> {
    const { batchSize, windowSeconds } = this.#options.mapping;
    const batch = await this.#receive(batchSize, longestWaitSeconds, signal);
    if (batch.length === 0) return batch;
    const windowEnd = Date.now() + windowSeconds * 1000;
    while (batch.length < batchSize && Date.now() < windowEnd) {
      // SQS waits for whole seconds, so the window may last up to a second longer. Aborting the request could lose
      // messages that the server has just handed out, until their visibility timeout.
      const seconds = Math.ceil((windowEnd - Date.now()) / 1000);
      batch.push(...(await this.#receive(batchSize - batch.length, seconds, signal)));
    }
    return batch;
  }

  async #receive(count: number, waitSeconds: number, signal: AbortSignal): Promise<Message[]> {
    const request = {
      QueueUrl: this.#options.queueUrl,
      MaxNumberOfMessages: Math.min(count, requestSize),
      WaitTimeSeconds: Math.min(waitSeconds, longestWaitSeconds),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const answer = await this.#options.server.call('AmazonSQS.ReceiveMessage', request, signal);
    const { Messages } = receivedMessages.parse(answer);
    if (Messages.length === 0) this.#options.meter.emptyReceive();
    else this.#options.meter.queueRequest('ReceiveMessage');
    return Messages;
  }

  #begin(batch: readonly Message[]): void {
    const work = this.#process(batch)
      .catch((error: unknown) =>
        this.#options.log(`queue ${this.#options.mapping.queueArn}: ${String(error)}`),
      )
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #process(batch: readonly Message[]): Promise<void> {
    const { mapping, invoke } = this.#options;
    const outcome = await invoke(queueEvent(mapping.queueArn, batch));
    const ids = batch.map(({ MessageId }) => MessageId);
    const done = new Set(succeeded(ids, outcome, mapping.reportsItemFailures));
    await this.#delete(batch.filter(({ MessageId }) => done.has(MessageId)));
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += requestSize) {
      const entries = messages
        .slice(start, start + requestSize)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const request = { QueueUrl: this.#options.queueUrl, Entries: entries };
      await this.#options.server.call('AmazonSQS.DeleteMessageBatch', request);
      this.#options.meter.queueRequest('DeleteMessageBatch');
    }
  }
}
