import * as z from 'zod';
import { storedObject } from './stored.ts';

/**
 * Each propagating change of a group uses one attribute of its members' rows: what the member did with the change, kept
 * even if a later change overtakes it. A new change takes the lowest free slot.
 */
export const Slot = z.int().nonnegative();
export type Slot = z.infer<typeof Slot>;

/** What a member did with the change of that revision. `pending`: it failed, and a retry is to reach it. */
const SlotEntry = storedObject({
  revision: z.int().positive(),
  outcome: z.enum(['pending', 'applied', 'superseded', 'failed']),
});
export type SlotEntry = z.infer<typeof SlotEntry>;

/** An entry, its slot and attribute, and its stored form for a condition. */
export interface SlotFound extends SlotEntry {
  readonly slot: Slot;
  readonly attribute: string;
  readonly asRead: Readonly<Record<string, unknown>>;
}

const slotName = /^slot([0-9]+)$/;
export const slotAttribute = (slot: Slot): string => `slot${slot}`;

/** The entry in this slot of a row, if there is one. */
export function slotOf(row: object, slot: Slot): SlotFound | undefined {
  const attribute = slotAttribute(slot);
  const value: unknown = new Map<string, unknown>(Object.entries(row)).get(attribute);
  const { data } = SlotEntry.safeParse(value);
  return data && { slot, attribute, asRead: data, revision: data.revision, outcome: data.outcome };
}

/** The entries of the change of that revision: more than one where a retry gave it another slot. */
export const slotsAt = (row: object, revision: number): SlotFound[] =>
  Object.keys(row)
    .flatMap((name) => slotName.exec(name)?.slice(1) ?? [])
    .flatMap((number) => slotOf(row, Number(number)) ?? [])
    .filter((entry) => entry.revision === revision);

/**
 * Retries have slots of their own, so that a later change cannot overwrite what an ended one recorded. They are not
 * assigned in the order of revisions: a lower revision in such a slot may still propagate.
 */
const firstSlotOfRetries = 100;
export const isSlotOfRetry = (slot: Slot): boolean => slot >= firstSlotOfRetries;

/** The slot for changes taken so late that another change uses their own slot. */
export const slotOfLateMessages = firstSlotOfRetries - 1;

interface WithSlots {
  readonly propagating: Readonly<Record<string, { readonly slot?: Slot | undefined }>>;
}

/** The lowest slot that no change in propagation uses. */
export function freeSlot({ propagating }: WithSlots, isRetry = false): Slot {
  const used = new Set(Object.values(propagating).map(({ slot }) => slot));
  let slot = isRetry ? firstSlotOfRetries : 0;
  while (used.has(slot)) slot += 1;
  return slot;
}
