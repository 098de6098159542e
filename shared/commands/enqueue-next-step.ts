import { isPropagating, type ContactChange } from '../domain/contact-change.ts';
import type { ChangeMessage } from '../messages/change-message.ts';
import type { Queue } from '../messages/queue.ts';
import type { Log } from '../runtime/log.ts';

/**
 * Asks for the first step of a change that has just become effective. It is recorded already: a failed send is
 * logged and left to the due marker, never returned to the caller.
 */
export async function enqueueNextStep(change: ContactChange, changeQueue: Queue, log: Log): Promise<void> {
  if (!isPropagating(change)) return;
  const { changeId, groupId, version } = change;
  try {
    await changeQueue.send([{ body: { changeId, version } satisfies ChangeMessage }]);
  } catch (error) {
    log.warn('Could not enqueue the next step of a change; due work will retry.', {
      changeId,
      groupId,
      error,
    });
  }
}
