import type { Service } from '../domain/service.ts';
import {
  isSlotOfRetry,
  slotAttribute,
  slotOf,
  slotOfLateMessages,
  slotsAt,
  type Slot,
} from '../domain/slot.ts';
import type { Condition, OldAttributes } from './table.ts';

/** The slots of a member's row that a write sets, and its conditions on them. */
export interface RowSlots {
  readonly attributes: readonly string[];
  readonly when: readonly Condition[];
  /** Whether the member may have a failure record, by the values that the write replaced. */
  mayHaveFailed(old: OldAttributes): boolean;
}

interface SlottedMessage {
  readonly revision: number;
  readonly slot?: Slot | undefined;
}

/** For changes from before slots. */
const none: RowSlots = { attributes: [], when: [], mayHaveFailed: () => true };

/**
 * The message's slot, before the row is read. The condition fails if the row has an entry of this change, so that a
 * failed or requeued member is always read first. A retry's slot must have its entry.
 */
export function unreadSlots({ revision, slot }: SlottedMessage): RowSlots {
  if (slot === undefined) return none;
  const attribute = slotAttribute(slot);
  const path = `${attribute}.revision`;
  const when = isSlotOfRetry(slot) ? { path, equals: revision } : { path, absentOrBelow: revision };
  return {
    attributes: [attribute],
    when: [when],
    mayHaveFailed: (old) => slotOf(old, slot)?.outcome === 'failed',
  };
}

/** All slots of a read row with entries of this change, and its own unless another change uses it. */
export function readSlots(row: Service, { revision, slot }: SlottedMessage): RowSlots {
  if (slot === undefined) return none;
  const entries = slotsAt(row, revision);
  const standing = slotOf(row, slot)?.revision;
  const isOwn = isSlotOfRetry(slot) ? standing === revision : (standing ?? 0) < revision;
  const known = entries.map((entry) => entry.slot);
  const isLate = known.length === 0 && !isOwn;
  const slots = isLate ? [slotOfLateMessages] : isOwn ? [...new Set([slot, ...known])] : known;
  const mayHaveFailed = isLate || entries.some(({ outcome }) => outcome !== 'applied');
  return {
    attributes: slots.map(slotAttribute),
    when: slots.map((one) => slotAsRead(row, one)),
    mayHaveFailed: () => mayHaveFailed,
  };
}

/** The slot is unchanged since the row was read. */
export const slotAsRead = (row: Service, slot: Slot): Condition => {
  const entry = slotOf(row, slot);
  return entry === undefined
    ? { path: slotAttribute(slot), is: 'absent' }
    : { path: entry.attribute, equals: entry.asRead };
};
