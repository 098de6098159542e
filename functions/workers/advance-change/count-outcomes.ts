import { resolveFailure } from '../../../shared/commands/resolve-failure.ts';
import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { PropagatingMark } from '../../../shared/domain/group.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { outcomeOf } from '../../../shared/domain/member-outcome.ts';
import { enterPhase, noTally } from '../../../shared/domain/propagation.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import type { OutcomePlace, RecordedOutcome } from '../../../shared/store/outcomes.ts';
import { complete } from './complete.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { presentMembers } from './tally-members.ts';

/** Failures resolved by one step. */
const resolveWidth = 5;
const resolveLimit = 100;

type Counting = ChangeIn<'rechecking'>;

/**
 * Counts the next page of recorded outcomes, then completes. Begins again if a member leaves or takes the change
 * meanwhile.
 */
export async function countOutcomes(
  capabilities: AdvanceCapabilities,
  change: Counting,
): Promise<StepResult> {
  const { changes, groups, clock } = capabilities;
  const { changeId, groupId, propagation } = change;
  const found = await groups.find(groupId);
  if (found === undefined) throw new Error(`Group ${groupId} of change ${changeId} does not exist.`);
  const mark = found.group.propagating[changeId];
  // Another chain has completed it meanwhile.
  if (mark === undefined) return undefined;
  if (!isAccountedFor(change, mark.removed)) return readBackAgain(capabilities, change);
  const { tally } = propagation;
  const { removed, resolved } = mark;
  if (tally.failed + tally.superseded === 0) {
    const none = { failed: 0, superseded: 0, removed, resolved };
    return complete(capabilities, { ...change, propagation: { ...propagation, ...none } });
  }
  const { counted, next, resolvable } = await countPage(capabilities, change, mark);
  if (resolvable.length > 0) return resolveAll(capabilities, change, resolvable);
  if (next === undefined)
    return complete(capabilities, { ...change, propagation: { ...propagation, ...counted } });
  const place = { range: next.range, cursor: next.after };
  const version = change.version + 1;
  const further = { ...change, version, propagation: { ...propagation, ...counted, ...place } };
  const isSaved = await changes.proceed(further, clock.now());
  return isSaved ? { version, delaySeconds: 0 } : { version: change.version, delaySeconds: 1 };
}

interface CountedPage {
  readonly counted: Pick<Counting['propagation'], 'failed' | 'superseded' | 'removed' | 'resolved'>;
  readonly next: OutcomePlace | undefined;
  /** Failed members that took the change, whose failure is still recorded. */
  readonly resolvable: readonly ServiceId[];
}

async function countPage(
  { outcomes, services, changeLimits: { pageSize } }: AdvanceCapabilities,
  change: Counting,
  { removed, resolved }: PropagatingMark,
): Promise<CountedPage> {
  const { propagation } = change;
  const { range, cursor } = propagation;
  const isSame = propagation.removed === removed && propagation.resolved === resolved;
  const place = isSame && range !== undefined ? { range, after: cursor } : undefined;
  const before = place === undefined ? { failed: 0, superseded: 0 } : propagation;
  const page = await outcomes.next(change.changeId, place ?? { range: 0 }, pageSize);
  const failed = idsOf(page.outcomes, 'failed');
  const rows = await services.findMany(failed);
  const present = presentMembers(change, failed, rows);
  const resolvable = present.filter((serviceId) => {
    const row = rows.get(serviceId);
    const { isRetry: _whateverElse, ...byItsRow } = change.propagation;
    return row !== undefined && outcomeOf(row, { ...change, propagation: byItsRow }) === 'applied';
  });
  const counted = {
    failed: before.failed + present.length,
    superseded: before.superseded + idsOf(page.outcomes, 'superseded').length,
    removed,
    resolved,
  };
  return { counted, next: page.next, resolvable };
}

const idsOf = (outcomes: readonly RecordedOutcome[], wanted: RecordedOutcome['state']): ServiceId[] =>
  outcomes.flatMap(({ state, serviceId }) => (state === wanted ? [serviceId] : []));

async function resolveAll(
  capabilities: AdvanceCapabilities,
  { changeId, version }: Counting,
  resolvable: readonly ServiceId[],
): Promise<StepResult> {
  await mapConcurrently(resolvable.slice(0, resolveLimit), resolveWidth, (serviceId) =>
    resolveFailure(capabilities, { changeId, serviceId }),
  );
  return { version, delaySeconds: 0 };
}

/** Completion requires that every member was found. */
function isAccountedFor({ propagation }: Counting, removed: number): boolean {
  const { applied, superseded, failed } = propagation.tally;
  return applied + superseded + failed >= propagation.services - removed;
}

async function readBackAgain(
  { changes, clock, log }: AdvanceCapabilities,
  change: Counting,
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
