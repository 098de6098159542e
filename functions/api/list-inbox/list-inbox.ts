import { stillWaiting, type Waiting } from '../../../shared/commands/still-waiting.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { InboxItem } from '../../../shared/http/contract/me-operations.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { toListed, toReassignment } from '../../../shared/http/reassignment-answer.ts';
import { toContactChange } from '../../../shared/http/representations.ts';
import { isInboxPlace } from '../../../shared/store/inbox.ts';
import { noCounts } from '../../../shared/store/progress.ts';
import { noReassignmentCounts } from '../../../shared/store/reassignment-counts.ts';
import type { Caller } from '../../../shared/domain/caller.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listInbox =
  (
    capabilities: Pick<Capabilities, 'changes' | 'clock' | 'groups' | 'inbox' | 'reassignments'>,
  ): Respond<typeof operations.listInbox> =>
  async ({ caller, query: { limit, cursor } }) => {
    const { inbox, clock } = capabilities;
    const scope = listScope('inbox', caller.nic);
    const now = clock.now();
    const { items, next } = await fillPage({
      read: (options) => inbox.page(caller.nic, { ...options, now }),
      pick: async (entries) =>
        (await stillWaiting(capabilities, caller.nic, entries)).map((waiting) => ({
          place: waiting.place,
          item: toItem(caller, waiting, now),
        })),
      after: positionOf(scope, cursor, isInboxPlace),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };

/** Nothing of it has begun, so that there is nothing to count. */
function toItem(caller: Caller, waiting: Waiting, now: Date): InboxItem {
  if ('change' in waiting) {
    const { change, group } = waiting;
    const contactChange = toContactChange(change, group, noCounts, now);
    return { kind: 'contact-change', expiresAt: change.expiresAt, contactChange };
  }
  const { reassignment } = waiting;
  return {
    kind: 'reassignment',
    expiresAt: reassignment.expiresAt,
    reassignment: toListed(toReassignment(caller, reassignment, noReassignmentCounts, now)),
  };
}
