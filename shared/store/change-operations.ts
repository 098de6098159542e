import {
  changedRoles,
  openStates,
  type ContactChange,
  type SpreadingChange,
} from '../domain/contact-change.ts';
import { requesterLostAdministration } from '../domain/effect.ts';
import type { GroupWithRequests } from '../domain/group.ts';
import { strandedBy } from '../domain/request-change.ts';
import type { Nic } from '../domain/identifiers.ts';
import { accountKey, changeKey, duePartitionOf, groupKey, heldGroupKey, openRequestKey } from './keys.ts';
import type { Condition, Operation, Put } from './table.ts';

/** Work that stands still is looked at again after this long. */
export const dueAfterProgressMilliseconds = 60_000;

/** When `run-due-work` is to look at the change, if it is unfinished. */
function dueAt(change: ContactChange, now: Date): string | undefined {
  if (change.state === 'awaiting-consent') return change.expiresAt;
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

/** The locks of R8 are taken while the group is as it was judged. */
export function lockOperations(change: ContactChange, { group }: GroupWithRequests): Operation[] {
  const { groupId, changeId, requestedBy } = change;
  return [
    { check: groupKey(groupId), when: [{ path: 'revision', equals: group.revision }] },
    ...changedRoles(change).map((role) => ({
      put: { ...openRequestKey(groupId, role), role, changeId, requestedBy },
      when: [{ path: 'pk', is: 'absent' } as const],
    })),
  ];
}

/** A change that need not wait takes no lock, but respects those that are taken. */
export const freeLockChecks = (change: ContactChange): Operation[] =>
  changedRoles(change).map((role) => ({
    check: openRequestKey(change.groupId, role),
    when: [{ path: 'pk', is: 'absent' }],
  }));

/** The locks of an unfinished request are freed by whatever ends it. */
export function unlockOperations({ groupId, changeId, ...change }: ContactChange): Operation[] {
  return changedRoles(change).map((role) => ({
    delete: openRequestKey(groupId, role),
    when: [{ path: 'changeId', equals: changeId }],
  }));
}

/**
 * All that becomes true at the moment a change is effective (R11): the group's contacts and revision, the index
 * of who holds what, the recipients' eligibility (R3), and the end of requests that the change strands (R5).
 */
export function effectOperations(change: SpreadingChange, target: GroupWithRequests): Operation[] {
  return [
    groupOperation(change, target),
    ...eligibilityChecks(change),
    ...holderOperations(change),
    ...strandedOperations(change, target),
  ];
}

/** The group must be just as it was judged: same contacts, and as many members as the change will count. */
function groupOperation(change: SpreadingChange, { group }: GroupWithRequests): Operation {
  const { revision, changeId } = change;
  const moved = changedRoles(change).flatMap((role) => [
    [`contacts.${role}`, change.contacts[role]?.to],
    [`roleRevisions.${role}`, revision],
  ]);
  return {
    update: groupKey(change.groupId),
    set: { ...Object.fromEntries(moved), revision, [`spreading.${changeId}`]: { revision, removed: 0 } },
    when: [
      { path: 'revision', equals: group.revision },
      { path: 'serviceCount', equals: group.serviceCount },
    ],
  };
}

function eligibilityChecks(change: SpreadingChange): Operation[] {
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

function holderOperations({ groupId, contacts, ...change }: SpreadingChange): Operation[] {
  return changedRoles({ ...change, contacts }).flatMap((role) => {
    const move = contacts[role];
    if (move === undefined) return [];
    return [
      { delete: heldGroupKey(move.from, groupId, role) },
      { put: { ...heldGroupKey(move.to, groupId, role), groupId, role } },
    ];
  });
}

function strandedOperations(
  change: SpreadingChange,
  { group, openRequests }: GroupWithRequests,
): Operation[] {
  const stranded = strandedBy(change.contacts, group.contacts.administration, openRequests);
  return stranded.flatMap((changeId): Operation[] => [
    {
      update: changeKey(changeId),
      set: { state: 'rejected', rejection: { ...requesterLostAdministration } },
      add: { version: 1 },
      remove: ['duePartition', 'dueAt'],
      when: [{ path: 'state', oneOf: openStates }],
    },
    ...openRequests
      .filter((open) => open.changeId === changeId)
      .map((open) => ({ delete: openRequestKey(change.groupId, open.role) })),
  ]);
}
