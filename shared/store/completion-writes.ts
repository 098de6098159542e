import type { ContactChange } from '../domain/contact-change.ts';
import { system } from '../domain/event.ts';
import { saveWithEvents } from './change-writes.ts';
import { groupKey, propagatingPath } from './keys.ts';
import { forgetOutcome, type RecordedOutcome } from './outcomes.ts';
import { endTarget } from './reassignment-writes.ts';
import type { Write } from './table.ts';

export interface Ended {
  /** As the group counts them. */
  readonly removed: number;
  /** Members that had failed and then took it, as the group counts them. */
  readonly resolved: number;
  readonly members: number;
}

/**
 * The end of a change, on condition that no member left and no failure was resolved since its outcomes were counted.
 */
export function completionWrites(
  change: ContactChange,
  before: ContactChange,
  { removed, resolved, members }: Ended,
  now: Date,
): Write[] {
  const marker = propagatingPath(change.changeId);
  return [
    ...saveWithEvents(change, before, { actor: system, now }),
    {
      update: groupKey(change.groupId),
      remove: [marker],
      when: [
        { path: `${marker}.removed`, equals: removed },
        { path: `${marker}.resolved`, absentOrBelow: resolved + 1 },
      ],
    },
    ...endTarget(change, members),
  ];
}

/** A member that had failed took a propagating change: deletes its record, and counts that in the group. */
export function resolutionWrites({ changeId, groupId }: ContactChange, failure: RecordedOutcome): Write[] {
  const marker = propagatingPath(changeId);
  return [
    forgetOutcome(failure),
    {
      update: groupKey(groupId),
      add: { [`${marker}.resolved`]: 1 },
      when: [{ path: marker, is: 'present' }],
    },
  ];
}
