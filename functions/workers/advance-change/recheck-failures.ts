import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { enterPhase, noTally } from '../../../shared/domain/propagation.ts';
import { forgetFailure } from '../../../shared/store/failures.ts';
import { complete } from './complete.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { presentMembers, tallyMembers } from './tally-members.ts';

/**
 * Checks the next page of recorded failures again. After the last page the change is complete. If a member is deleted
 * meanwhile, the step is repeated.
 */
export async function recheckFailures(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'rechecking'>,
): Promise<StepResult> {
  const { changes, groups, clock } = capabilities;
  const { changeId, groupId, propagation } = change;
  const found = await groups.find(groupId);
  if (found === undefined) throw new Error(`Group ${groupId} of change ${changeId} does not exist.`);
  const removed = found.group.propagating[changeId]?.removed ?? 0;
  if (!isAccountedFor(change, removed)) return readBackAgain(capabilities, change);
  const { counted, forgettable, isLast } = await recheckPage(capabilities, change, removed);
  const forget = forgettable.map((serviceId) => forgetFailure(changeId, serviceId));
  const checked = { ...change, propagation: { ...propagation, ...counted } };
  if (isLast) return complete(capabilities, checked, found.group, forget);
  const version = change.version + 1;
  const isSaved = await changes.proceed({ ...checked, version }, clock.now(), forget);
  return isSaved ? { version, delaySeconds: 0 } : { version: change.version, delaySeconds: 1 };
}

interface RecheckedPage {
  readonly counted: Pick<
    ChangeIn<'rechecking'>['propagation'],
    'cursor' | 'failed' | 'superseded' | 'removed'
  >;
  /** Their records are deleted in the transaction that saves the recheck, so that each is counted once. */
  readonly forgettable: readonly ServiceId[];
  readonly isLast: boolean;
}

/**
 * A failure counts if its member exists and still lacks the revision. Others can be deleted. If members were deleted
 * since the recheck began, it restarts.
 * @param removed the number of deleted members, from the group's row
 */
async function recheckPage(
  { failures, services, changeLimits: { pageSize, forgetLimit } }: AdvanceCapabilities,
  change: ChangeIn<'rechecking'>,
  removed: number,
): Promise<RecheckedPage> {
  const { propagation } = change;
  // A superseded member's record is already deleted, so a restart keeps its count.
  const anew = { failed: 0, superseded: propagation.superseded, cursor: undefined };
  const before = propagation.removed === removed ? propagation : anew;
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
    counted: {
      cursor: members.at(-1) ?? before.cursor,
      failed: before.failed + failing.size,
      superseded: before.superseded + tally.superseded,
      removed,
    },
    forgettable,
    isLast: firstTooMany === undefined && page.length < pageSize,
  };
}

/** Whether the tally includes every remaining member. Without that the change is not complete. */
function isAccountedFor({ propagation }: ChangeIn<'rechecking'>, removed: number): boolean {
  const { applied, superseded, failed } = propagation.tally;
  return applied + superseded + failed >= propagation.services - removed;
}

async function readBackAgain(
  { changes, clock, log }: AdvanceCapabilities,
  change: ChangeIn<'rechecking'>,
): Promise<StepResult> {
  const { changeId, groupId, propagation } = change;
  log.error('The tally is below the number of members; reading all members back again.', {
    changeId,
    groupId,
  });
  const now = clock.now();
  const { services } = propagation;
  const dispatchedAt = now.toISOString();
  const next = enterPhase(propagation, { phase: 'reading-back', services, dispatchedAt, tally: noTally });
  const version = change.version + 1;
  const saved = await changes.proceed({ ...change, version, propagation: next }, now);
  return saved ? { version, delaySeconds: 1 } : undefined;
}
