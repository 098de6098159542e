import * as z from 'zod';
import { ContactChange, hasPlace, isOpen } from '../../shared/domain/contact-change.ts';
import { erasedNic, type Nic } from '../../shared/domain/identifiers.ts';
import { isUnderWay, isWaiting } from '../../shared/domain/reassignment.ts';
import { parseChange } from '../../shared/store/change-rows.ts';
import { eventPrefix } from '../../shared/store/event-keys.ts';
import {
  accountKey,
  batchPartition,
  changePrefix,
  contactPartition,
  heldServicePrefix,
  liveCodesKey,
  openReassignmentsKey,
  partyPartition,
  reassignmentPartyPartition,
  reassignmentPrefix,
  sortKeys,
} from '../../shared/store/keys.ts';
import { batchInboxPartition, inboxPartition } from '../../shared/store/inbox-keys.ts';
import { mailPrefix } from '../../shared/store/mail-keys.ts';
import { parseAccount } from '../../shared/store/accounts.ts';
import { parseReassignment } from '../../shared/store/reassignments.ts';
import type { Item } from '../../shared/store/table.ts';

/** What the erasure of a nic does with a row that names it. */
export type Erasure =
  | { readonly kind: 'rewrite' | 'delete' | 'delete-account' }
  /** It is still in use there. */
  | { readonly kind: 'refuse'; readonly why: string };

/** Finds the nic as a word. The id of a group may begin with a nic, and stays. */
const wordOf = (nic: Nic): RegExp => new RegExp(`(?<![a-z0-9-])${nic}(?![a-z0-9]|-\\d)`, 'g');

/** The value with the placeholder for the nic, at any depth. */
export function withoutNic(value: unknown, nic: Nic): unknown {
  if (typeof value === 'string') return value.replace(wordOf(nic), erasedNic);
  if (Array.isArray(value)) return value.map((item) => withoutNic(item, nic));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutNic(inner, nic)]));
}

const names = (value: unknown, nic: Nic): boolean =>
  JSON.stringify(withoutNic(value, nic)) !== JSON.stringify(value);

/** Whether it is a list of what the nic is party to, or of what may be open: what is open has a row of its own. */
const isListOf = (nic: Nic, pk: string): boolean =>
  [
    partyPartition(nic),
    reassignmentPartyPartition(nic),
    inboxPartition(nic),
    openReassignmentsKey(nic).pk,
    liveCodesKey(nic).pk,
  ].includes(pk) ||
  [batchPartition, batchInboxPartition].some((partition) => pk.startsWith(partition(nic, '')));

/** Undefined for a row that does not name the nic, or that expires within a day. */
export function erasureOf(row: Item, nic: Nic): Erasure | undefined {
  const { pk, sk } = row;
  if (sk === sortKeys.remembered || !names(row, nic)) return undefined;
  // Whoever was mailed is remembered for a month alone, so that nobody is mailed twice.
  if (pk.startsWith(mailPrefix)) return { kind: 'delete' };
  if (isListOf(nic, pk) || sk === sortKeys.consentCode) return { kind: 'delete' };
  if (pk === contactPartition(nic))
    return sk.startsWith(heldServicePrefix)
      ? { kind: 'delete' }
      : { kind: 'refuse', why: `It is a contact: ${sk}.` };
  if (pk === accountKey(nic).pk)
    return parseAccount(row).status === 'closed'
      ? { kind: 'delete-account' }
      : { kind: 'refuse', why: 'Its account is open. Close it first, so that nobody can name it again.' };
  if (pk.startsWith(changePrefix)) return sk === 'CHANGE' ? ofChange(parseChange(row)) : { kind: 'rewrite' };
  if (pk.startsWith(reassignmentPrefix))
    return sk === 'REASSIGNMENT' ? ofReassignment(row) : { kind: 'rewrite' };
  if (sk.startsWith(eventPrefix)) return { kind: 'rewrite' };
  return { kind: 'refuse', why: `It is in use: ${pk} ${sk}.` };
}

function ofChange(change: ContactChange): Erasure {
  const { changeId, state } = change;
  if (isOpen(change) || hasPlace(change) || state === 'propagating')
    return { kind: 'refuse', why: `The change ${changeId} is ${state}. Wait for its end, or cancel it.` };
  return { kind: 'rewrite' };
}

function ofReassignment(row: Item): Erasure {
  const reassignment = parseReassignment(row);
  const { reassignmentId, state } = reassignment;
  if (isWaiting(reassignment) || isUnderWay(reassignment))
    return { kind: 'refuse', why: `The reassignment ${reassignmentId} is ${state}. Wait for its end.` };
  return { kind: 'rewrite' };
}

const Versioned = z.object({ version: z.int().positive() });

/** The version of a change or a reassignment. */
export const versionOf = (row: Item): number | undefined => Versioned.safeParse(row).data?.version;
