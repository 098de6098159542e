import {
  changedRoles,
  isOpen,
  requesterLostAdministration,
  type ContactChange,
  type Move,
  type Rejection,
} from '../domain/contact-change.ts';
import { endOf, withAdministrationChange, type OpenRequest, type Spreading } from '../domain/group.ts';
import type { ChangeId, Nic } from '../domain/identifiers.ts';
import { strandedBy, type RequestTarget } from '../domain/change-request.ts';
import { roles, type Role } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import {
  accountKey,
  changeKey,
  duePartitionOf,
  groupKey,
  groupLockKey,
  heldGroupKey,
  heldServiceKey,
  historyKey,
  openOnServiceKey,
  partyKey,
  scheduledKey,
  serviceKey,
  serviceLockKey,
} from './keys.ts';
import type { Condition, Key, Write, Put } from './table.ts';

/**
 * Work that stands still is looked at again after this long: longer than a step takes, so that due work does not begin a
 * second chain of steps beside one that runs.
 */
const dueAfterProgressMilliseconds = 15_000;

/** When `run-due-work` is to look at the change, if it is unfinished. */
function dueAt(change: ContactChange, now: Date): string | undefined {
  if (change.state === 'awaiting-consent') return change.expiresAt;
  if (change.state === 'scheduled') return change.effectiveAt;
  if (change.state === 'propagating')
    return new Date(now.getTime() + dueAfterProgressMilliseconds).toISOString();
  return undefined;
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
export function lockWrites(change: ContactChange, target: RequestTarget): Write[] {
  const { changeId, requestedBy, administrationRevision, expiresAt } = change;
  return changedRoles(change).map((role): Write => {
    const when = [asRead(target.openRequests.find((open) => open.role === role))];
    const key = lockKey(change, role);
    const waits = change.state === 'awaiting-consent';
    const lock = { role, changeId, requestedBy, administrationRevision, ...(waits && { expiresAt }) };
    return isOpen(change) ? { put: { ...key, ...lock }, when } : { delete: key, when };
  });
}

/**
 * Ends other requests: those whose void locks this one takes over (R5, R7), and those that it strands by taking the
 * administration from their requester (R5). Whatever else they hold is freed.
 */
export function endOthers(change: ContactChange, target: RequestTarget, now: Date): Write[] {
  const moves = change.contacts;
  const others = target.openRequests.filter((lock) => lock.changeId !== change.changeId);
  const takenOver = others.filter((lock) => moves[lock.role] !== undefined).map((lock) => lock.changeId);
  const requester = target.group.contacts.administration;
  const stranded = change.revision === undefined ? [] : strandedBy(moves, requester, others);
  return [...new Set([...takenOver, ...stranded])].flatMap((changeId) => {
    const locks = others.filter((lock) => lock.changeId === changeId);
    const state = locks.map((lock) => endOf(lock, target.group, now)).find((found) => found !== undefined);
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
  if (isOpen(change)) {
    const waits = change.state === 'awaiting-consent';
    const terms = { requestedBy, administrationRevision, ...(waits && { expiresAt }) };
    return change.state === before?.state ? [] : [{ put: { ...key, changeId, ...terms } }];
  }
  return before === undefined ? [] : [{ delete: key }];
}

/** A scheduled change stands in its group's order of starting (R5); it leaves it when it is no longer scheduled. */
export function scheduleWrites(change: ContactChange, before: ContactChange | undefined): Write[] {
  if (change.state === 'scheduled') {
    const movesAdministration = change.contacts.administration !== undefined;
    return [{ put: { ...scheduledKey(change), changeId: change.changeId, movesAdministration } }];
  }
  return before?.state === 'scheduled' ? [{ delete: scheduledKey(change) }] : [];
}

/**
 * All that becomes true at the moment a change is effective (R11): the group's contacts and revision or the single
 * service's, the index of who holds what, and the recipients' eligibility (R3).
 */
export function effectWrites(change: ContactChange, revision: number, target: RequestTarget): Write[] {
  const eligibility = eligibilityChecks(change);
  if (target.service !== undefined) {
    return [...serviceWrites(change, revision, target), ...eligibility];
  }
  return [groupWrite(change, revision, target), ...eligibility, ...holderWrites(change)];
}

/** The group knows what is still spreading, so that a deleted member is counted out of it (R11). */
export function spreadingMark({ changeId, serviceId, contacts }: ContactChange, revision: number) {
  const own = serviceId !== undefined && { serviceId, technical: contacts.technical?.to };
  const mark: Spreading = { revision, removed: 0, ...own };
  return { [`spreading.${changeId}`]: mark };
}

/** The group must be just as it was judged: same contacts, and as many members as the change will count. */
function groupWrite(change: ContactChange, revision: number, { group }: RequestTarget): Write {
  const moved = changedRoles(change).flatMap((role) => [
    [`contacts.${role}`, change.contacts[role]?.to],
    [`roleRevisions.${role}`, revision],
  ]);
  return {
    update: groupKey(change.groupId),
    set: {
      ...Object.fromEntries(moved),
      revision,
      ...spreadingMark(change, revision),
      ...(change.contacts.administration !== undefined && {
        administrationChanges: withAdministrationChange(
          group,
          revision,
          change.startedAt ?? change.requestedAt,
        ),
      }),
    },
    when: [
      { path: 'revision', equals: group.revision },
      { path: 'serviceCount', equals: group.serviceCount },
    ],
  };
}

/**
 * The service takes the contact, and the group's next revision, provided it still has the contact that was read. Where
 * its own system is to be told first, it takes the contact after that.
 */
function serviceWrites(change: ContactChange, revision: number, { group, service }: RequestTarget): Write[] {
  const move = change.contacts.technical;
  if (service === undefined || move === undefined) return [];
  const isSpreading = change.state === 'propagating';
  const key = serviceKey(service.serviceId);
  const when: Condition[] = [
    { path: 'groupId', equals: change.groupId },
    { path: 'joinedRevision', equals: service.joinedRevision },
    { path: 'contacts.technical', equals: move.from },
    { path: 'revisions.technical', below: revision },
  ];
  return [
    ...ownHolderWrites(service, move, revision, isSpreading),
    {
      update: groupKey(change.groupId),
      set: { revision, ...(isSpreading && spreadingMark(change, revision)) },
      when: [{ path: 'revision', equals: group.revision }],
    },
    isSpreading
      ? { check: key, when }
      : {
          update: key,
          set: { 'contacts.technical': move.to, 'revisions.technical': revision, ownTechnical: true },
          when,
        },
  ];
}

/**
 * Who holds the service alone since which revision, as a hint; until its own system was told, that is still the one
 * before too.
 */
function ownHolderWrites(
  service: Service,
  { from, to }: Move,
  revision: number,
  isSpreading: boolean,
): Write[] {
  const { serviceId, groupId, ownTechnical } = service;
  const isFreed = ownTechnical === true && !isSpreading && from !== to;
  return [
    ...(isFreed ? [{ delete: heldServiceKey(from, serviceId) }] : []),
    { put: { ...heldServiceKey(to, serviceId), serviceId, groupId, revision } },
  ];
}

function eligibilityChecks(change: ContactChange): Write[] {
  const conditions = new Map<Nic, Condition[]>();
  for (const role of changedRoles(change)) {
    const to = change.contacts[role]?.to;
    if (to === undefined) continue;
    const known = conditions.get(to) ?? [{ path: 'status', equals: 'open' }];
    const solvent: Condition[] = [
      { path: 'voipValidated', equals: true },
      { path: 'balanceCents', atLeast: 0 },
    ];
    conditions.set(to, role === 'billing' ? [...known, ...solvent] : known);
  }
  return Array.from(conditions, ([nic, when]) => ({ check: accountKey(nic), when }));
}

function holderWrites({ groupId, contacts }: ContactChange): Write[] {
  return roles.flatMap((role) => {
    const move = contacts[role];
    if (move === undefined) return [];
    return [
      { delete: heldGroupKey(move.from, groupId, role) },
      { put: { ...heldGroupKey(move.to, groupId, role), groupId, role } },
    ];
  });
}
