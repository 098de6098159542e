import type * as z from 'zod';
import type { LogFields } from '../runtime/log-fields.ts';
import type { Log } from '../runtime/log.ts';
import type { Queue } from './queue.ts';
import type { Delivery, QueueWorker } from './queue-handler.ts';

export interface NextStep {
  readonly version: number;
  /** Whole seconds. */
  readonly delaySeconds: number;
}

export interface StepWork<Message extends StepMessage, Row extends StepRow> {
  readonly subject: 'change' | 'reassignment' | 'resync';
  readonly message: z.ZodType<Message>;
  readonly queue: Queue;
  readonly log: Log;
  find(message: Message): Promise<Row | undefined>;
  /** Takes the row's next step; `undefined` when none follows, or when another step was written first. */
  takeStep(row: Row, delivery: Delivery): Promise<NextStep | undefined>;
  describe(row: Row): LogFields;
}

interface StepRow {
  readonly version: number;
  /** The tenant of its steps, so that one caller's never delay another's. */
  readonly requestedBy: string;
}

interface StepMessage {
  /** The version that the step expects. Without it, a new chain starts from the current state. */
  readonly version?: number | undefined;
}

/**
 * A worker that takes one step of a record per message. Each step writes on the condition of the version that it read,
 * and puts the new version into the next message. Of two chains, one loses the write and ends. Due work restarts a
 * broken chain.
 */
export const stepWorker = <Message extends StepMessage, Row extends StepRow>(
  work: StepWork<Message, Row>,
): QueueWorker<z.ZodType<Message>, void> => ({
  message: work.message,
  log: work.log,
  async work(message, delivery) {
    const row = await work.find(message);
    if (row === undefined || (message.version ?? row.version) !== row.version) return;
    const next = await work.takeStep(row, delivery);
    const versions = { version: row.version, nextVersion: next?.version };
    work.log.info(`Took a step of a ${work.subject}.`, { ...work.describe(row), ...versions });
    if (next === undefined) return;
    const body: Message = { ...message, version: next.version };
    await work.queue.send([{ body, delaySeconds: next.delaySeconds, tenant: row.requestedBy }]);
  },
});
