import {
  changedRoles,
  isOpen,
  requesterLostAdministration,
  type ContactChange,
  type Rejection,
} from '../domain/contact-change.ts';
import { endOf, type OpenRequest } from '../domain/group.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { requestsEndedBy, type RequestContext } from '../domain/change-request.ts';
import type { Role } from '../domain/roles.ts';
import { dueAfterStep } from './due-work.ts';
import {
  changeKey,
  duePartitionOf,
  groupLockKey,
  historyKey,
  openOnServiceKey,
  partyKey,
  scheduledKey,
  serviceLockKey,
} from './keys.ts';
import type { Condition, Key, Write, Put } from './table.ts';

/** When `run-due-work` is to look at the change, if it is unfinished. */
function dueAt(change: ContactChange, now: Date): string | undefined {
  if (change.state === 'awaiting-consent') return change.expiresAt;
  if (change.state === 'scheduled') return change.effectiveAt;
  return change.state === 'propagating' ? dueAfterStep(now) : undefined;
}

/** Writes the record, provided nobody wrote it since the version that `change` follows. */
export function saveChange(change: ContactChange, now: Date): Put {
  const due = dueAt(change, now);
  const marker = due !== undefined && { duePartition: duePartitionOf(change.changeId), dueAt: due };
  const before: Condition =
    change.version === 1 ? { path: 'pk', is: 'absent' } : { path: 'version', equals: change.version - 1 };
  return { put: { ...changeKey(change.changeId), ...change, ...marker }, when: [before] };
}

/** The change in the group's history and in the lists of everyone who is party to it. */
export function listingWrites({ changeId, groupId, requestedBy, consents }: ContactChange): Write[] {
  const recipients = new Set(consents.map((consent) => consent.nic));
  const parties = [...new Set([requestedBy, ...recipients])];
  return [
    { put: { ...historyKey(groupId, changeId), changeId } },
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

const lockKey = ({ groupId, serviceId }: ContactChange, role: Role): Key =>
  serviceId === undefined ? groupLockKey(groupId, role) : serviceLockKey(serviceId);

/** The lock of one role, just as a condition on it has to find it: absent, or void and to be taken over. */
const asRead = (lock: OpenRequest | undefined): Condition =>
  lock === undefined ? { path: 'pk', is: 'absent' } : { path: 'changeId', equals: lock.changeId };

/**
 * The locks of R8 as the request leaves them: its own while it is open, freed when it is not. A new request finds
 * them free, or void and takes them over (R5, R7).
 */
export function lockWrites(change: ContactChange, context: RequestContext): Write[] {
  const { changeId, requestedBy, administrationRevision, expiresAt } = change;
  return changedRoles(change).map((role): Write => {
    const found = context.openRequests.find((open) => open.role === role);
    const own = found?.changeId === changeId ? found : undefined;
    const when = [asRead(found)];
    const key = lockKey(change, role);
    const expiry = change.state === 'awaiting-consent' ? expiresAt : undefined;
    const lock = { ...own, role, changeId, requestedBy, administrationRevision, expiresAt: expiry };
    return isOpen(change) ? { put: { ...key, ...lock }, when } : { delete: key, when };
  });
}

/**
 * Ends other requests: those whose void locks this one takes over (R5, R7), and those that it strands by taking the
 * administration from their requester (R5). Whatever else they hold is freed.
 */
export function endOthers(change: ContactChange, context: RequestContext, now: Date): Write[] {
  const moves = change.contacts;
  const others = context.openRequests.filter((lock) => lock.changeId !== change.changeId);
  const takenOver = others.filter((lock) => moves[lock.role] !== undefined).map((lock) => lock.changeId);
  const requester = context.group.contacts.administration;
  const stranded = change.revision === undefined ? [] : requestsEndedBy(moves, requester, others);
  return [...new Set([...takenOver, ...stranded])].flatMap((changeId) => {
    const locks = others.filter((lock) => lock.changeId === changeId);
    const state = locks.map((lock) => endOf(lock, context.group, now)).find((found) => found !== undefined);
    const freed = locks.filter((lock) => moves[lock.role] === undefined);
    return [
      endUnread(changeId, state ?? 'rejected', requesterLostAdministration),
      ...freed.map((lock) => ({ delete: lockKey(change, lock.role) })),
      ...(change.serviceId === undefined ? [] : [{ delete: openOnServiceKey(change.groupId, changeId) }]),
    ];
  });
}

/** Ends a request that was not read, provided it is still open. */
export const endUnread = (
  changeId: ChangeId,
  state: 'expired' | 'rejected',
  rejection: Rejection,
): Write => ({
  update: changeKey(changeId),
  set: state === 'rejected' ? { state, rejection: { ...rejection } } : { state },
  add: { version: 1 },
  remove: ['duePartition', 'dueAt'],
  when: [
    { path: 'state', oneOf: state === 'expired' ? ['awaiting-consent'] : ['awaiting-consent', 'scheduled'] },
  ],
});

/** An open request on a single service is known to its group for as long as it is open. */
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

/** A scheduled change stands in its group's order of starting (R5); it leaves it when it is no longer scheduled. */
export function scheduleWrites(change: ContactChange, before: ContactChange | undefined): Write[] {
  if (change.state === 'scheduled') {
    const movesAdministration = change.contacts.administration !== undefined;
    return [{ put: { ...scheduledKey(change), changeId: change.changeId, movesAdministration } }];
  }
  return before?.state === 'scheduled' ? [{ delete: scheduledKey(change) }] : [];
}
