import type { ChangeIn } from '../domain/contact-change.ts';
import type { Service } from '../domain/service.ts';
import { isSlotOfRetry, slotAttribute, slotsAt, type SlotEntry } from '../domain/slot.ts';
import { outcomeKey, serviceKey } from './keys.ts';
import { forgetOutcome, putOutcome, type RecordedOutcome } from './outcomes.ts';
import { slotAsRead } from './row-slots.ts';
import type { Write } from './table.ts';

/**
 * What the row of a failed member says of the change: in the slot of its retry, and in the slot of the first sending,
 * so that its late messages find it. Slots of earlier retries are removed.
 */
export function writeOutcomeInRow(
  { revision, propagation }: ChangeIn<'requeueing'>,
  row: Service,
  outcome: SlotEntry['outcome'],
): Write {
  const own = propagation.slot;
  const before = slotsAt(row, revision)
    .map(({ slot }) => slot)
    .filter((slot) => slot !== own);
  const slots = own === undefined ? before : [own, ...before];
  const gone = slots.filter((slot) => slot !== own && isSlotOfRetry(slot));
  const kept = slots.filter((slot) => !gone.includes(slot));
  const entry: SlotEntry = { revision, outcome };
  const key = serviceKey(row.serviceId);
  const when = [
    { path: 'groupId', equals: row.groupId } as const,
    { path: 'joinedRevision', equals: row.joinedRevision } as const,
    ...slots.map((slot) => slotAsRead(row, slot)),
  ];
  // Without a slot, an unchanged attribute is written, so that the conditions apply.
  const set =
    kept.length === 0
      ? { kind: row.kind }
      : Object.fromEntries(kept.map((slot) => [slotAttribute(slot), entry]));
  return { update: key, set, remove: gone.map(slotAttribute), when };
}

/** A failed member that later changes have overtaken. */
export function supersedeFailed(
  change: ChangeIn<'requeueing'>,
  failed: RecordedOutcome,
  row: Service,
  now: Date,
): Write[] {
  const { changeId } = change;
  const { serviceId } = failed;
  const isElsewhere = failed.key.pk !== outcomeKey(changeId, serviceId).pk;
  return [
    ...(isElsewhere ? [forgetOutcome(failed)] : []),
    putOutcome(changeId, { state: 'superseded', serviceId, at: now.toISOString() }),
    writeOutcomeInRow(change, row, 'superseded'),
  ];
}
