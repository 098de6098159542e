import { isUnderWay, type Reassignment } from '../domain/reassignment.ts';
import type { ReassignmentMessage } from '../messages/reassignment-message.ts';
import type { Queue } from '../messages/queue.ts';
import type { Log } from '../runtime/log.ts';

/**
 * Asks for the next step of a reassignment that has just begun or was cancelled while it ran. It is recorded already: a failed send
 * is logged and left to the due marker, never returned to the caller.
 */
export async function enqueueNextReassignmentStep(
  reassignment: Reassignment,
  reassignmentQueue: Queue,
  log: Log,
): Promise<void> {
  if (!isUnderWay(reassignment)) return;
  const { reassignmentId, version } = reassignment;
  try {
    await reassignmentQueue.send([{ body: { reassignmentId, version } satisfies ReassignmentMessage }]);
  } catch (error) {
    log.warn('Could not enqueue the next step of a reassignment; due work will retry.', {
      reassignmentId,
      error,
    });
  }
}
