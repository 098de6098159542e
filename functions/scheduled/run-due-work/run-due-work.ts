import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ChangeMessage } from '../../../shared/messages/change-message.ts';
import type { ReassignmentMessage } from '../../../shared/messages/reassignment-message.ts';
import type { OutgoingMessage } from '../../../shared/messages/queue.ts';
import type { DueWork } from '../../../shared/store/due-work.ts';

/**
 * Enqueues the next step of everything that is due: requests that expire or start, reassignments that start, and work
 * in progress that is stalled because a message was lost. Work that stays due is enqueued again the next minute. The
 * metrics are published even if nothing is due, so that missing data means that this function does not run.
 */
export const runDueWork =
  ({
    dueWork,
    changeQueue,
    reassignmentQueue,
    clock,
    log,
    metrics,
  }: Pick<Capabilities, 'dueWork' | 'changeQueue' | 'reassignmentQueue' | 'clock' | 'log' | 'metrics'>) =>
  async (): Promise<void> => {
    const now = clock.now();
    let due = 0;
    let oldestAgeSeconds = 0;
    for await (const page of dueWork.due(now)) {
      for (const { dueAt } of page) {
        oldestAgeSeconds = Math.max(oldestAgeSeconds, (now.getTime() - dueAt.getTime()) / 1_000);
      }
      await changeQueue.send(page.flatMap(stepOfChange));
      await reassignmentQueue.send(page.flatMap(stepOfReassignment));
      due += page.length;
    }
    metrics.count('DueItems', due);
    metrics.observe('OldestDueAge', oldestAgeSeconds);
    if (due > 0) log.info('Enqueued due work.', { due, oldestAgeSeconds });
  };

const stepOfChange = ({ changeId }: DueWork): OutgoingMessage[] =>
  changeId === undefined ? [] : [{ body: { changeId } satisfies ChangeMessage }];

const stepOfReassignment = ({ reassignmentId }: DueWork): OutgoingMessage[] =>
  reassignmentId === undefined ? [] : [{ body: { reassignmentId } satisfies ReassignmentMessage }];
