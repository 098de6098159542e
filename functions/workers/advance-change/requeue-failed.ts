import { isMemberOf, outcomeInRow } from '../../../shared/domain/member-outcome.ts';
import { changedRoles, type ChangeIn } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { enterPhase, noTally, type Tally } from '../../../shared/domain/propagation.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { sayInRow, supersedeFailed } from '../../../shared/store/requeue-writes.ts';
import { forgetOutcome, type RecordedOutcome } from '../../../shared/store/outcomes.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import { lighten } from '../../../shared/store/reassignment-writes.ts';
import type { Write } from '../../../shared/store/table.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { sumOf } from './tally-members.ts';

/**
 * Turns the next members that failed into missing ones, for the phase after this one to send to and look for. It sends
 * nothing itself: a member that fails again at once must not lose that record to this step. A member that took the
 * change after all is counted as applied, one that later changes have overtaken as superseded, and one that was deleted
 * while the change was over is counted no longer.
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

/** What becomes of a member that failed, and what is written of it. */
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
  return { serviceId, became: 'missing', writes: [...forgotten, sayInRow(change, row, 'pending')] };
}
