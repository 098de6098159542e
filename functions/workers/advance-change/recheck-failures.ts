import type { FailureCheck, PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { forgetLimit, pageSize } from './limits.ts';
import { presentMembers } from './present-members.ts';
import { tallyMembers } from './tally-members.ts';
import type { AdvanceDependencies } from './step.ts';

export interface CheckedFailures {
  readonly check: FailureCheck;
  /** Those whose record is to be forgotten in the transaction that saves the check: they are counted once. */
  readonly forgettable: readonly ServiceId[];
  readonly isLast: boolean;
}

/**
 * Looks at the next page of recorded failures. A failure counts if its member is there and does not stand at the revision
 * by now; others may be forgotten. When members were deleted since the check began, it begins anew.
 * @param removed how many members were deleted, as the group counts them
 */
export async function recheckFailures(
  { failures, services }: AdvanceDependencies,
  change: PropagatingChange,
  removed: number,
): Promise<CheckedFailures> {
  const { check } = change.propagation;
  // Whoever was found superseded has no record any more by which it could be found again.
  const anew = { failed: 0, superseded: check?.superseded ?? 0, cursor: undefined };
  const before = check?.removed === removed ? check : anew;
  const page = await failures.page(change.changeId, { after: before.cursor, limit: pageSize });
  const recorded = page.map(({ serviceId }) => serviceId);
  const rows = await services.findMany(recorded);
  const look = (members: readonly ServiceId[]) => {
    const { tally, missing } = tallyMembers(change, presentMembers(change, members, rows), rows, new Map());
    const failing = new Set(missing);
    return { tally, failing, forgettable: members.filter((serviceId) => !failing.has(serviceId)) };
  };
  const found = look(recorded);
  const firstTooMany = found.forgettable[forgetLimit];
  const members = firstTooMany === undefined ? recorded : recorded.slice(0, recorded.indexOf(firstTooMany));
  const { tally, failing, forgettable } = firstTooMany === undefined ? found : look(members);
  return {
    check: {
      cursor: members.at(-1) ?? before.cursor,
      failed: before.failed + failing.size,
      superseded: before.superseded + tally.superseded,
      removed,
    },
    forgettable,
    isLast: firstTooMany === undefined && page.length < pageSize,
  };
}
