import type { Group, PropagatingMark } from '../domain/group.ts';
import { ChangeId } from '../domain/identifiers.ts';
import { isMemberOf } from '../domain/member-outcome.ts';
import type { Service } from '../domain/service.ts';
import { slotsAt } from '../domain/slot.ts';
import { propagatingPath } from './keys.ts';
import { forgetOutcome, outcomeKeysOf, parseRecorded, type RecordedOutcome } from './outcomes.ts';
import { slotAsRead } from './row-slots.ts';
import type { Condition, Table, Write } from './table.ts';

/** What is written with the deletion of a service, for the propagating changes that it is a member of. */
export interface LeavingMember {
  /** Additions to the marks on the group, and their conditions. */
  readonly counted: Readonly<Record<string, number>>;
  readonly groupConditions: readonly Condition[];
  /** The outcomes by which it is subtracted must be as read. */
  readonly rowConditions: readonly Condition[];
  /** Deletes the records of its outcomes. */
  readonly forgotten: readonly Write[];
}

/** Subtracts the service by its outcome from each change that it is a member of, not from one that it joined after. */
export async function leavingMember(
  table: Table,
  { propagating }: Group,
  service: Service,
): Promise<LeavingMember> {
  const marks = Object.entries(propagating)
    .filter(([, mark]) => isMemberOf(mark, service))
    .map(([id, mark]) => ({ changeId: ChangeId.parse(id), mark }));
  const keys = marks.flatMap(({ changeId }) => outcomeKeysOf(changeId, service.serviceId));
  const recorded = (await table.getMany(keys)).map(parseRecorded);
  const recordOf = (changeId: ChangeId) =>
    recorded.find(({ key }) =>
      outcomeKeysOf(changeId, service.serviceId).some(({ pk, sk }) => pk === key.pk && sk === key.sk),
    );
  return {
    counted: Object.fromEntries(
      marks.flatMap(({ changeId, mark }) =>
        countedParts(mark, service, recordOf(changeId)).map((part) => [
          `${propagatingPath(changeId)}.${part}`,
          1,
        ]),
      ),
    ),
    groupConditions: marks.map(({ changeId }) => ({ path: propagatingPath(changeId), is: 'present' })),
    rowConditions: marks.flatMap(({ mark }) => slotConditions(mark, service)),
    forgotten: recorded.map(forgetOutcome),
  };
}

/** After its record is deleted, nothing else resolves the failure of a member that has taken the change. */
function countedParts(
  mark: PropagatingMark,
  service: Service,
  record: RecordedOutcome | undefined,
): (keyof PropagatingMark)[] {
  if (mark.slot === undefined) return ['removed'];
  const entries = slotsAt(service, mark.revision);
  const wasBefore = mark.isRetry === true && entries.length === 0 && record === undefined;
  if (wasBefore || entries.some(({ outcome }) => outcome === 'applied')) {
    return record?.state === 'failed'
      ? ['removed', 'removedApplied', 'resolved']
      : ['removed', 'removedApplied'];
  }
  if (record === undefined) return ['removed'];
  return ['removed', record.state === 'failed' ? 'removedFailed' : 'removedSuperseded'];
}

function slotConditions({ slot, revision }: PropagatingMark, service: Service): Condition[] {
  if (slot === undefined) return [];
  const slots = new Set([slot, ...slotsAt(service, revision).map((one) => one.slot)]);
  return Array.from(slots, (one) => slotAsRead(service, one));
}
