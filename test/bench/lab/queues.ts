import * as z from 'zod';
import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';
import { queuesPath } from '../../../infra/local/sqs/queue-url.ts';

const Held = z.object({
  Attributes: z.object({ ApproximateNumberOfMessagesNotVisible: z.coerce.number() }),
});

const Received = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).default([]),
});

/** Bypasses the stack's meter. */
export class Queues {
  readonly #server: Upstream;

  constructor(server: Upstream) {
    this.#server = server;
  }

  async send(queueName: string, body: unknown): Promise<void> {
    await this.#call('SendMessage', queueName, { MessageBody: JSON.stringify(body) });
  }

  /** From the next receive on. */
  async hideFor(queueName: string, seconds: number): Promise<void> {
    const Attributes = { VisibilityTimeout: String(seconds) };
    await this.#call('SetQueueAttributes', queueName, { Attributes });
  }

  /** Messages that are received and neither deleted nor released. */
  async countHeld(queueName: string): Promise<number> {
    const AttributeNames = ['ApproximateNumberOfMessagesNotVisible'];
    const answer = await this.#call('GetQueueAttributes', queueName, { AttributeNames });
    return Held.parse(answer).Attributes.ApproximateNumberOfMessagesNotVisible;
  }

  /** Requires that the queue has no other receiver. Returns the bodies. */
  async drain(queueName: string): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const answer = await this.#call('ReceiveMessage', queueName, { MaxNumberOfMessages: 10 });
      const { Messages } = Received.parse(answer);
      if (Messages.length === 0) return bodies;
      for (const { Body, ReceiptHandle } of Messages) {
        bodies.push(Body);
        await this.#call('DeleteMessage', queueName, { ReceiptHandle });
      }
    }
  }

  #call(operation: string, queueName: string, input: object): Promise<unknown> {
    const QueueUrl = new URL(`${queuesPath}/${queueName}`, this.#server.url).href;
    return this.#server.call(`AmazonSQS.${operation}`, { QueueUrl, ...input });
  }
}
