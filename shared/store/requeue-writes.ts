import type { ChangeIn } from '../domain/contact-change.ts';
import type { Service } from '../domain/service.ts';
import { slotAttribute, slotsAt, type SlotEntry } from '../domain/slot.ts';
import { outcomeKey, serviceKey } from './keys.ts';
import { forgetOutcome, putOutcome, type RecordedOutcome } from './outcomes.ts';
import { slotAsRead } from './slot-condition.ts';
import type { Write } from './table.ts';

/** What the row of a failed member says of the change, in the slot of its retry. */
export function sayInRow(
  { revision, propagation }: ChangeIn<'requeueing'>,
  row: Service,
  outcome: SlotEntry['outcome'],
): Write {
  const own = propagation.slot === undefined ? undefined : slotAttribute(propagation.slot);
  const before = slotsAt(row, revision)
    .map(({ attribute }) => attribute)
    .filter((attribute) => attribute !== own);
  const attributes = own === undefined ? before : [own, ...before];
  const said: SlotEntry = { revision, outcome };
  const key = serviceKey(row.serviceId);
  const when = [
    { path: 'groupId', equals: row.groupId } as const,
    { path: 'joinedRevision', equals: row.joinedRevision } as const,
    ...attributes.map((attribute) => slotAsRead(row, attribute)),
  ];
  // Without a slot, an unchanged attribute is written, so that the conditions apply.
  const set = own === undefined ? { kind: row.kind } : { [own]: said };
  return { update: key, set, remove: before, when };
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
    sayInRow(change, row, 'superseded'),
  ];
}
