import type { ChangeMessage } from '../../../shared/messages/change-message.ts';
import type { Queue } from '../../../shared/messages/queue.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { DueWorkStore } from '../../../shared/store/due-work.ts';

interface Dependencies {
  readonly dueWork: DueWorkStore;
  readonly changeQueue: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Asks for the next step of every change that is due: requests to expire, and effective changes that stand still
 * because a message was lost. What is due and not yet done is simply asked for again the next minute.
 */
export const runDueWork =
  ({ dueWork, changeQueue, clock, log }: Dependencies) =>
  async (): Promise<void> => {
    let due = 0;
    for await (const changeIds of dueWork.due(clock.now())) {
      await changeQueue.send(changeIds.map((changeId) => ({ body: { changeId } satisfies ChangeMessage })));
      due += changeIds.length;
    }
    if (due > 0) log.info('Asked for due work.', { due });
  };
