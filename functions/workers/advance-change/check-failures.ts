import type { FailureCheck, SpreadingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { pageSize } from './limits.ts';
import { presentMembers } from './present-members.ts';
import { sortOut } from './sort-out.ts';
import type { AdvanceDependencies } from './step.ts';

export interface CheckedFailures {
  readonly check: FailureCheck;
  /** Those whose record is to be forgotten once the check is saved. */
  readonly forgettable: readonly ServiceId[];
  readonly isLast: boolean;
}

const fromTheStart = { failed: 0, superseded: 0, cursor: undefined };

/**
 * Looks at the next page of recorded failures. A failure counts if its member is there and does not stand at the revision
 * by now; others may be forgotten. When members were deleted since the check began, it begins anew.
 * @param removed how many members were deleted, as the group counts them
 */
export async function checkFailures(
  { failures, services }: AdvanceDependencies,
  change: SpreadingChange,
  removed: number,
): Promise<CheckedFailures> {
  const { check } = change.propagation;
  const before = check?.removed === removed ? check : fromTheStart;
  const page = await failures.page(change.changeId, { after: before.cursor, limit: pageSize });
  const members = page.map(({ serviceId }) => serviceId);
  const rows = await services.findMany(members);
  const found = sortOut(change, presentMembers(change, members, rows), rows, new Map());
  const failing = new Set(found.missing);
  return {
    check: {
      cursor: members.at(-1) ?? before.cursor,
      failed: before.failed + failing.size,
      superseded: before.superseded + found.tally.superseded,
      removed,
    },
    forgettable: members.filter((serviceId) => !failing.has(serviceId)),
    isLast: page.length < pageSize,
  };
}
