import {
  changedRoles,
  hasPlace,
  isOpen,
  requesterLostAdministration,
  startTimeOf,
  willMoveAdministration,
  type ContactChange,
  type Rejection,
} from '../domain/contact-change.ts';
import { endOf, generationOf, type OpenRequest } from '../domain/group.ts';
import { withEvents, type Occasion } from '../domain/events-of-change.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { requestsEndedBy, type RequestContext } from '../domain/change-request.ts';
import type { Role } from '../domain/roles.ts';
import { dueAfterStep } from './due-work.ts';
import { eventWrite } from './events.ts';
import { changeEntry, changeListPartition } from './list-entries.ts';
import { duePartitionOf } from './index-keys.ts';
import {
  changeKey,
  groupLockKey,
  groupPartition,
  historyKey,
  openOnServiceKey,
  partyKey,
  scheduledKey,
  serviceLockKey,
} from './keys.ts';
import type { Condition, Key, Write, Put } from './table.ts';

/** When an unfinished change is due. */
function dueAt(change: ContactChange, now: Date): string | undefined {
  if (change.endedUnreadAt !== undefined) return change.endedUnreadAt;
  if (change.state === 'awaiting-consent') return change.expiresAt;
  if (hasPlace(change)) return startTimeOf(change);
  return change.state === 'propagating' ? dueAfterStep(now) : undefined;
}

/** Writes the record if the stored version is still the one before `change`. */
export function saveChange(change: ContactChange, now: Date): Put {
  const due = dueAt(change, now);
  const marker = due !== undefined && { duePartition: duePartitionOf(change.changeId), dueAt: due };
  const before: Condition =
    change.version === 1 ? { path: 'pk', is: 'absent' } : { path: 'version', equals: change.version - 1 };
  const { changeId } = change;
  return { put: { ...changeKey(changeId), ...change, ...marker, ...changeEntry(change) }, when: [before] };
}

/** Writes the record in its next state, and the events of that. */
export function saveWithEvents(
  change: ContactChange,
  before: ContactChange | undefined,
  occasion: Occasion,
): Write[] {
  const { change: counted, events } = withEvents(change, before, occasion);
  const { now } = occasion;
  return [saveChange(counted, now), ...events.map((event) => eventWrite(event, now))];
}

/** Adds the change to the group's history and to the lists of its parties. */
export function listingWrites(change: ContactChange): Put[] {
  const { changeId, groupId, requestedBy, consents } = change;
  const recipients = new Set(consents.map((consent) => consent.nic));
  const parties = [...new Set([requestedBy, ...recipients])];
  return [
    { put: { ...historyKey(groupId, changeId, generationOf(change)), changeId } },
    ...parties.map((nic) => ({
      put: {
        ...partyKey(nic, changeId),
        changeId,
        isRequester: nic === requestedBy,
        isRecipient: recipients.has(nic),
      },
    })),
  ];
}

/** Writes the change's rows in lists again, so that they are kept as long as it is. */
export const relistingWrites = (change: ContactChange): Write[] =>
  listingWrites(change).map(({ put: { pk, sk, ...listed } }) => ({ update: { pk, sk }, set: listed }));

const lockKey = ({ groupId, serviceId }: ContactChange, role: Role): Key =>
  serviceId === undefined ? groupLockKey(groupId, role) : serviceLockKey(serviceId);

/** The condition that a role's lock is still as read: absent, or void so that it can be taken over. */
const asRead = (lock: OpenRequest | undefined): Condition =>
  lock === undefined ? { path: 'pk', is: 'absent' } : { path: 'changeId', equals: lock.changeId };

/** Takes the locks of R8 while the request is open, also void ones (R5, R7), and frees them afterwards. */
export function lockWrites(change: ContactChange, context: RequestContext): Write[] {
  const { changeId, requestedBy, administrationRevision, expiresAt } = change;
  return changedRoles(change).map((role): Write => {
    const found = context.openRequests.find((open) => open.role === role);
    const own = found?.changeId === changeId ? found : undefined;
    const when = [asRead(found)];
    const key = lockKey(change, role);
    const expiry = change.state === 'awaiting-consent' ? expiresAt : undefined;
    const place = change.state === 'scheduled' ? scheduledKey(change).sk : undefined;
    const lock = { ...own, role, changeId, requestedBy, administrationRevision, expiresAt: expiry, place };
    return isOpen(change) ? { put: { ...key, ...lock }, when } : { delete: key, when };
  });
}

/**
 * Ends the requests whose void locks this one takes over (R5, R7), or whose requester loses the administration (R5).
 */
export function endOthers(change: ContactChange, context: RequestContext, now: Date): Write[] {
  const moves = change.contacts;
  const others = context.openRequests.filter((lock) => lock.changeId !== change.changeId);
  const takenOver = others.filter((lock) => moves[lock.role] !== undefined).map((lock) => lock.changeId);
  const requester = context.group.contacts.administration;
  const ended = change.revision === undefined ? [] : requestsEndedBy(moves, requester, others);
  return [...new Set([...takenOver, ...ended])].flatMap((changeId) => {
    const locks = others.filter((lock) => lock.changeId === changeId);
    const state = locks.map((lock) => endOf(lock, context.group, now)).find((found) => found !== undefined);
    const freed = locks.filter((lock) => moves[lock.role] === undefined);
    return [
      endUnread(changeId, state ?? 'rejected', requesterLostAdministration, now),
      ...leavePlace(change.groupId, locks[0]),
      ...freed.map((lock) => ({ delete: lockKey(change, lock.role) })),
      ...(change.serviceId === undefined ? [] : [{ delete: openOnServiceKey(change.groupId, changeId) }]),
    ];
  });
}

/** Ends a request that was not read, if it is still open. It stays due until the event of that is written. */
export const endUnread = (
  changeId: ChangeId,
  state: 'expired' | 'rejected',
  rejection: Rejection,
  now: Date,
): Write => ({
  update: changeKey(changeId),
  set: {
    state,
    endedUnreadAt: now.toISOString(),
    duePartition: duePartitionOf(changeId),
    dueAt: now.toISOString(),
    ...(state === 'rejected' && { rejection: { ...rejection } }),
    // It never began, so that its place in the list stays.
    listPartition: changeListPartition(state, changeId),
  },
  add: { version: 1 },
  when: [
    { path: 'state', oneOf: state === 'expired' ? ['awaiting-consent'] : ['awaiting-consent', 'scheduled'] },
  ],
});

/** Deletes the place of a scheduled request that was not read. Where its lock names none, it is deleted on its turn. */
export const leavePlace = (groupId: GroupId, lock: OpenRequest | undefined): Write[] =>
  lock?.place === undefined ? [] : [{ delete: { pk: groupPartition(groupId), sk: lock.place } }];

/** Lists a request on a single service in its group's partition while it is open. */
export function openOnServiceWrites(change: ContactChange, before: ContactChange | undefined): Write[] {
  const { groupId, serviceId, changeId, requestedBy, administrationRevision, expiresAt } = change;
  if (serviceId === undefined) return [];
  const key = openOnServiceKey(groupId, changeId);
  if (!isOpen(change)) return before === undefined ? [] : [{ delete: key }];
  if (change.state === before?.state) return [];
  const terms = { changeId, requestedBy, administrationRevision };
  if (change.state === 'awaiting-consent') return [{ put: { ...key, ...terms, expiresAt } }];
  return [{ update: key, set: terms, remove: ['expiresAt'] }];
}

/** Lists a change in its group's schedule while it is scheduled (R5), or its retry waits (R8). */
export function scheduleWrites(change: ContactChange, before: ContactChange | undefined): Write[] {
  if (hasPlace(change)) {
    const movesAdministration = willMoveAdministration(change);
    return [{ put: { ...scheduledKey(change), changeId: change.changeId, movesAdministration } }];
  }
  return before !== undefined && hasPlace(before) ? [{ delete: scheduledKey(before) }] : [];
}
