import type * as z from 'zod';
import type { LogFields } from '../runtime/log-fields.ts';
import type { Log } from '../runtime/log.ts';
import type { Queue } from './queue.ts';
import type { QueueWorker } from './queue-handler.ts';

/** The step after this one: the version that the record then has, and how long to wait. */
export interface NextStep {
  readonly version: number;
  /** Whole seconds. */
  readonly delaySeconds: number;
}

/** What is worked on step by step. */
export interface StepWork<Message extends StepMessage, Row extends { readonly version: number }> {
  /** What a row is, for the log. */
  readonly subject: 'change' | 'reassignment';
  readonly message: z.ZodType<Message>;
  /** Where the message of the next step goes: the queue that the messages come from. */
  readonly queue: Queue;
  readonly log: Log;
  find(message: Message): Promise<Row | undefined>;
  /** Takes the row's next step; `undefined` when none follows, or when another step was written first. */
  takeStep(row: Row): Promise<NextStep | undefined>;
  /** What the log says of the row, beside its versions. */
  describe(row: Row): LogFields;
}

interface StepMessage {
  /** Of the row, for the step to be taken; without it a chain begins from wherever the row is. */
  readonly version?: number | undefined;
}

/**
 * A worker that takes one step of a row for each message. A chain of steps: a step ends with a write that is
 * conditional on the version that it began with, and puts the version that it wrote into the next message. Of two
 * deliveries of one step, or of two chains, one write is first. The loser writes nothing and sends nothing, and a
 * message whose version is past is dropped, so that one chain is left. Due work begins a chain anew that broke.
 */
export const stepWorker = <Message extends StepMessage, Row extends { readonly version: number }>(
  work: StepWork<Message, Row>,
): QueueWorker<z.ZodType<Message>, void> => ({
  message: work.message,
  log: work.log,
  async work(message) {
    const row = await work.find(message);
    if (row === undefined || (message.version ?? row.version) !== row.version) return;
    const next = await work.takeStep(row);
    const versions = { version: row.version, nextVersion: next?.version };
    work.log.info(`Took a step of a ${work.subject}.`, { ...work.describe(row), ...versions });
    if (next === undefined) return;
    const body: Message = { ...message, version: next.version };
    await work.queue.send([{ body, delaySeconds: next.delaySeconds }]);
  },
});
