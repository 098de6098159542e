import * as z from 'zod';
import { startQueues, type QueueServer } from '../../infra/local/sqs/queue-server.ts';

const Listed = z.object({ QueueUrls: z.array(z.string()) });

/** The queues of one stack, named to it by `SQS_ENDPOINT`, which a test can send to. */
export class ReachableQueues {
  readonly #server: QueueServer;

  private constructor(server: QueueServer) {
    this.#server = server;
  }

  static async start(): Promise<ReachableQueues> {
    return new ReachableQueues(await startQueues(undefined));
  }

  get url(): string {
    return this.#server.upstream.url.href;
  }

  /** Sends to the only queue whose name matches. */
  async send(name: RegExp, body: unknown): Promise<void> {
    const { upstream } = this.#server;
    const { QueueUrls: urls } = Listed.parse(await upstream.call('AmazonSQS.ListQueues', {}));
    const [QueueUrl, ...others] = urls.filter((url) => name.test(url));
    if (QueueUrl === undefined || others.length > 0)
      throw new Error(`Not one of these queues is ${String(name)}: ${urls.join(', ')}`);
    await upstream.call('AmazonSQS.SendMessage', { QueueUrl, MessageBody: JSON.stringify(body) });
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}
