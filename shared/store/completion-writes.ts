import type { ContactChange } from '../domain/contact-change.ts';
import { saveChange } from './change-writes.ts';
import { groupKey, propagatingPath } from './keys.ts';
import { forgetOutcome, type RecordedOutcome } from './outcomes.ts';
import { endTarget } from './reassignment-writes.ts';
import type { Write } from './table.ts';

/** What the end of a change is based on. */
export interface Ended {
  /** How many of its members were deleted, as the group counts them. */
  readonly removed: number;
  /** How many members that had failed took it after all, as the group counts them. */
  readonly resolved: number;
  /** How many it had to reach. */
  readonly members: number;
}

/** The end of a change: provided that nobody left and no failure was resolved since its outcomes were counted. */
export function completionWrites(
  change: ContactChange,
  { removed, resolved, members }: Ended,
  now: Date,
): Write[] {
  const marker = propagatingPath(change.changeId);
  return [
    saveChange(change, now),
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

/** A member that had failed took a change that propagates: its record goes, and the group counts that. */
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
