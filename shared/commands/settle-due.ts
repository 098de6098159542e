import { awaitsRetry, hasPlace, isOpen, startTimeOf, type ContactChange } from '../domain/contact-change.ts';
import { system } from '../domain/event.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { findChange } from './find-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { startOverdue } from './start-overdue.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/**
 * An open request expires (R7), ends with its requester's administration (R5) or starts (R9); a retry starts (R8). If
 * another change ended it, the event of that is written (R5).
 */
export async function settleDue(capabilities: ChangeCapabilities, changeId: ChangeId): Promise<void> {
  const { changes, clock } = capabilities;
  await retryOnConflict(async () => {
    const found = await findChange(capabilities, changeId);
    const { stored, change, context } = found;
    if (stored.endedUnreadAt !== undefined) {
      const recorded = { ...stored, endedUnreadAt: undefined, version: stored.version + 1 };
      const occasion = { actor: system, now: clock.now(), group: context.group };
      if (!(await changes.restate(recorded, stored, occasion))) return undefined;
      await enqueueEvents(capabilities, { changeId }, stored.requestedBy);
      return true;
    }
    if (!isOpen(stored) && !awaitsRetry(stored)) return true;
    if (isOpen(stored) && !isOpen(change)) {
      const ended = { ...change, version: stored.version + 1 };
      const occasion = { actor: system, now: clock.now() };
      if (!(await changes.settle(ended, stored, context, occasion))) return undefined;
      await enqueueEvents(capabilities, { changeId }, stored.requestedBy);
      return true;
    }
    if (hasPlace(change)) {
      const waiting = await startOverdue(capabilities, change.groupId);
      if (waiting !== undefined) await changes.postpone(change, nextLook(change, waiting, clock.now()));
    }
    return true;
  });
}

const shortestWaitMilliseconds = 60_000;
const longestWaitMilliseconds = 3_600_000;

/** Changes behind the first one look less often, so that a long line in one group does not fill the queue. */
function nextLook(change: ContactChange, first: ChangeId, now: Date): Date {
  const waited = now.getTime() - Date.parse(startTimeOf(change));
  const wait = change.changeId === first ? shortestWaitMilliseconds : waited;
  return new Date(
    now.getTime() + Math.min(Math.max(wait, shortestWaitMilliseconds), longestWaitMilliseconds),
  );
}
