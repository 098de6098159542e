import * as z from 'zod';
import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';
import { receivedMessages } from '../../../infra/local/sqs/messages.ts';
import type { JsonObject } from '../gate/json.ts';

const Created = z.object({ QueueUrl: z.url() });

/** The longest of SQS, so that nothing returns by itself: virtual time decides. */
const longestVisibilitySeconds = 43_200;

export interface Received {
  readonly id: string;
  readonly body: string;
  readonly handle: string;
}

export class RealQueue {
  readonly url: string;
  readonly #upstream: Upstream;

  private constructor(upstream: Upstream, url: string) {
    this.#upstream = upstream;
    this.url = url;
  }

  static async create(upstream: Upstream, name: string): Promise<RealQueue> {
    const answer = await upstream.call('AmazonSQS.CreateQueue', { QueueName: name });
    return new RealQueue(upstream, Created.parse(answer).QueueUrl);
  }

  /** Everything sent since. Throws unless there are `count`. */
  async receive(count: number): Promise<Received[]> {
    const received: Received[] = [];
    while (received.length < count) {
      const answer = await this.#call('ReceiveMessage', {
        MaxNumberOfMessages: 10,
        VisibilityTimeout: longestVisibilitySeconds,
        WaitTimeSeconds: 0,
      });
      const { Messages } = receivedMessages.parse(answer);
      if (Messages.length === 0) throw new Error('The queue has lost messages that it took.');
      received.push(
        ...Messages.map(({ MessageId, Body, ReceiptHandle }) => ({
          id: MessageId,
          body: Body,
          handle: ReceiptHandle,
        })),
      );
    }
    return received;
  }

  async send(body: string): Promise<string> {
    const answer = await this.#call('SendMessage', { MessageBody: body });
    return z.object({ MessageId: z.string() }).parse(answer).MessageId;
  }

  async delete(handles: readonly string[]): Promise<void> {
    const Entries = handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
    await this.#call('DeleteMessageBatch', { Entries });
  }

  async extend(handles: readonly string[]): Promise<void> {
    if (handles.length === 0) return;
    const Entries = handles.map((ReceiptHandle, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: longestVisibilitySeconds,
    }));
    await this.#call('ChangeMessageVisibilityBatch', { Entries });
  }

  async drop(): Promise<void> {
    await this.#call('DeleteQueue', {});
  }

  #call(operation: string, input: JsonObject): Promise<unknown> {
    return this.#upstream.call(`AmazonSQS.${operation}`, { QueueUrl: this.url, ...input });
  }
}
