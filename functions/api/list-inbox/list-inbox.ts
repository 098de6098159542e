import type { Caller } from '../../../shared/domain/caller.ts';
import { reassignmentAsOf } from '../../../shared/domain/reassignment.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from '../../../shared/http/change-answer.ts';
import type { InboxItem } from '../../../shared/http/contract/me-operations.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage, type Placed } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { reassignmentAnswer, toListed } from '../../../shared/http/reassignment-answer.ts';
import { isInboxPlace, type WaitingEntry } from '../../../shared/store/inbox.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

type ListInboxCapabilities = ChangeAnswerCapabilities &
  Pick<Capabilities, 'groups' | 'inbox' | 'reassignments'>;

export const listInbox =
  (capabilities: ListInboxCapabilities): Respond<typeof operations.listInbox> =>
  async ({ caller, query: { limit, cursor } }) => {
    const { inbox, clock } = capabilities;
    const scope = listScope('inbox', caller.nic);
    const now = clock.now();
    const { items, next } = await fillPage({
      read: (options) => inbox.page(caller.nic, { ...options, now }),
      pick: (entries) => stillWaiting(capabilities, caller, entries),
      after: positionOf(scope, cursor, isInboxPlace),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };

/** Those of the entries that wait for the caller's decision now, in their order. */
async function stillWaiting(
  capabilities: ListInboxCapabilities,
  caller: Caller,
  entries: readonly WaitingEntry[],
): Promise<Placed<InboxItem>[]> {
  const [ofChanges, ofReassignments] = await Promise.all([
    waitingChanges(capabilities, caller, entries),
    waitingReassignments(capabilities, caller, entries),
  ]);
  return entries.flatMap((entry) => {
    const item =
      'changeId' in entry ? ofChanges.get(entry.changeId) : ofReassignments.get(entry.reassignmentId);
    return item === undefined ? [] : [{ place: entry.place, item }];
  });
}

async function waitingChanges(
  { changes, groups, ...capabilities }: ListInboxCapabilities,
  { nic }: Caller,
  entries: readonly WaitingEntry[],
): Promise<Map<string, InboxItem>> {
  const found = await changes.findMany(
    entries.flatMap((entry) => ('changeId' in entry ? [entry.changeId] : [])),
  );
  const ofThem = await groups.findMany([...new Set(found.map(({ groupId }) => groupId))]);
  const groupOf = new Map(ofThem.map(({ group }) => [group.groupId, group]));
  const items = await Promise.all(
    found.map(async (change): Promise<InboxItem[]> => {
      const group = groupOf.get(change.groupId);
      if (group === undefined) return [];
      const contactChange = await changeAnswer({ ...capabilities, changes }, { change, group });
      const isMine = contactChange.consents.some((one) => one.nic === nic && one.decision === 'pending');
      if (contactChange.state !== 'awaiting-consent' || !isMine) return [];
      return [{ kind: 'contact-change', expiresAt: change.expiresAt, contactChange }];
    }),
  );
  return new Map(
    items.flat().map((item) => [item.kind === 'contact-change' ? item.contactChange.changeId : '', item]),
  );
}

async function waitingReassignments(
  capabilities: ListInboxCapabilities,
  caller: Caller,
  entries: readonly WaitingEntry[],
): Promise<Map<string, InboxItem>> {
  const { reassignments, clock } = capabilities;
  const found = await reassignments.findMany(
    entries.flatMap((entry) => ('reassignmentId' in entry ? [entry.reassignmentId] : [])),
  );
  const waiting = found.filter(
    (stored) =>
      stored.to === caller.nic && reassignmentAsOf(stored, clock.now()).state === 'awaiting-consent',
  );
  const items = waiting.map(async (one): Promise<[string, InboxItem]> => {
    const reassignment = toListed(await reassignmentAnswer(capabilities, caller, one));
    return [one.reassignmentId, { kind: 'reassignment', expiresAt: one.expiresAt, reassignment }];
  });
  return new Map(await Promise.all(items));
}
