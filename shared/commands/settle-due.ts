import { isOpen } from '../domain/contact-change.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { findChange } from './find-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { startOverdue } from './start-overdue.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/**
 * Settles what is due on an open request: it expires (R7), ends with its requester's administration (R5), or starts
 * (R9).
 */
export async function settleDue(capabilities: ChangeCapabilities, changeId: ChangeId): Promise<void> {
  const { changes, clock } = capabilities;
  await retryOnConflict(async () => {
    const found = await findChange(capabilities, changeId);
    const { stored, change, context } = found;
    if (!isOpen(stored)) return true;
    if (!isOpen(change)) {
      const ended = { ...change, version: stored.version + 1 };
      return (await changes.settle(ended, stored, context, clock.now())) || undefined;
    }
    if (change.state === 'scheduled') await startOverdue(capabilities, change.groupId);
    return true;
  });
}
