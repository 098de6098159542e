import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';
import { inChunks } from '../../../shared/runtime/chunks.ts';
import { Mailbox } from './mailbox.ts';
import type { Message } from './message.ts';
import { RealQueue } from './real-queue.ts';
import { queueNames, topology, type QueueName } from './topology.ts';

export class Mailboxes {
  readonly all: readonly Mailbox[];

  private constructor(all: readonly Mailbox[]) {
    this.all = all;
  }

  /** Empty queues, which one run after another uses. */
  static async create(upstream: Upstream, run: string): Promise<Mailboxes> {
    const all = queueNames.map(async (name) => {
      const real = await RealQueue.create(upstream, `${run}-${name}`);
      return new Mailbox(name, topology[name], real);
    });
    return new Mailboxes(await Promise.all(all));
  }

  /** The same queues for another run, without old messages. */
  async emptied(): Promise<Mailboxes> {
    for (const mailbox of this.all) {
      for (const chunk of inChunks(mailbox.left, 10)) await mailbox.remove(chunk, 'dropped');
    }
    return new Mailboxes(this.all.map(({ name, shape, real }) => new Mailbox(name, shape, real)));
  }

  of(name: QueueName): Mailbox {
    const found = this.all.find((mailbox) => mailbox.name === name);
    if (found === undefined) throw new Error(`There is no queue ${name}.`);
    return found;
  }

  byUrl(url: unknown): Mailbox {
    const found = this.all.find(({ real }) => real.url === url);
    if (found === undefined) throw new Error(`There is no queue at ${String(url)}.`);
    return found;
  }

  /** Dead letters keep the count of their receives and of the move: the worst case, as they are parked sooner. */
  async moveToDeadLetters(mailbox: Mailbox, message: Message, now: number): Promise<void> {
    const { redrive } = mailbox.shape;
    if (redrive === undefined) return;
    await this.of(redrive.to).send(message.body, now, message.receives + 1);
    await mailbox.remove([message], 'moved');
  }

  /** Sends dead letters back to where they came from, under new ids. */
  async redrive(from: Mailbox, messages: readonly Message[], now: number): Promise<void> {
    const source = this.all.find(({ shape }) => shape.redrive?.to === from.name);
    if (source === undefined) return;
    for (const { body } of messages) await source.send(body, now);
    await from.remove(messages, 'moved');
  }

  async drop(): Promise<void> {
    await Promise.all(this.all.map(({ real }) => real.drop()));
  }
}
