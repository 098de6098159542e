import { isMemberOf, outcomeInRow } from '../../../shared/domain/member-outcome.ts';
import { changedRoles, type ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { enterPhase, noTally, type Tally } from '../../../shared/domain/propagation.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { writeOutcomeInRow, supersedeFailed } from '../../../shared/store/requeue-writes.ts';
import { forgetOutcome, keepOutcome, type RecordedOutcome } from '../../../shared/store/outcomes.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import { lighten } from '../../../shared/store/reassignment-writes.ts';
import type { Write } from '../../../shared/store/table.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { sumOf } from './tally-members.ts';

/**
 * Turns the next failed members into missing ones. Sends nothing itself, so that a member that fails again at once
 * keeps that record. Members that have the change count as applied, overtaken ones as superseded.
 */
export async function requeueFailed(
  { changes, services, outcomes, clock, changeLimits: { requeueLimit } }: AdvanceCapabilities,
  change: ChangeIn<'requeueing'>,
): Promise<StepResult> {
  const { changeId, propagation } = change;
  const { candidates, next: more } = await outcomes.page(changeId, {
    after: propagation.cursor,
    limit: requeueLimit,
  });
  const failed = candidates.filter(({ state }) => state === 'failed');
  const kept = candidates.filter(({ state }) => state !== 'failed').map(keepOutcome);
  const rows = await services.findMany(failed.map(({ serviceId }) => serviceId));
  const found = failed.map((record) => requeued(change, record, rows.get(record.serviceId), clock.now()));

  const left = found.filter(({ became }) => became === 'left').length;
  const tally = found.reduce((sum, { became }) => sumOf(sum, changeOfTally(became)), propagation.tally);
  const members = found.flatMap(({ became, serviceId }) => (became === 'missing' ? [serviceId] : []));
  const [first] = members;
  const remaining = { services: propagation.services - left, tally };
  const next =
    more === undefined
      ? enterPhase(propagation, { phase: 'resending', ...remaining })
      : { ...propagation, ...remaining, cursor: more };
  const version = change.version + 1;
  const saved = await changes.proceed({ ...change, version, propagation: next }, clock.now(), [
    ...found.flatMap(({ writes }) => writes),
    ...kept,
    ...(first === undefined ? [] : [rememberMissing(changeId, { first, members, sends: 0 })]),
    ...lighten(change, propagation.services, left),
  ]);
  const delaySeconds = more === undefined ? 1 : 0;
  return saved ? { version, delaySeconds } : { version: change.version, delaySeconds: 1 };
}

type Became = 'left' | 'applied' | 'superseded' | 'missing';

const changeOfTally = (became: Became): Tally => ({
  ...noTally,
  failed: -1,
  ...((became === 'applied' || became === 'superseded') && { [became]: 1 }),
});

interface Requeued {
  readonly serviceId: ServiceId;
  readonly became: Became;
  readonly writes: readonly Write[];
}

/** A failed member's new state, and its writes. */
function requeued(
  change: ChangeIn<'requeueing'>,
  record: RecordedOutcome,
  row: Service | undefined,
  now: Date,
): Requeued {
  const { serviceId } = record;
  const forgotten = [forgetOutcome(record)];
  if (row?.groupId !== change.groupId || !isMemberOf(change, row))
    return { serviceId, became: 'left', writes: forgotten };
  const { revision } = change;
  const roles = changedRoles(change);
  if (outcomeInRow(row, { revision, roles }) === 'applied')
    return { serviceId, became: 'applied', writes: forgotten };
  if (roles.every((role) => row.revisions[role] > revision)) {
    const writes = supersedeFailed(change, record, row, now);
    return { serviceId, became: 'superseded', writes };
  }
  return { serviceId, became: 'missing', writes: [...forgotten, writeOutcomeInRow(change, row, 'pending')] };
}
