import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { forgetFailure } from '../../../shared/store/failures.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { presentMembers, sumOf, tallyMembers } from './tally-members.ts';

/**
 * Turns the next page of failed members into missing ones, which the next phase resends. It sends nothing itself,
 * because it deletes the failures and would lose one that is recorded at once. A member that has the revision is
 * counted by its row. A member that was deleted after the change ended is no longer counted.
 */
export async function requeueFailed(
  { changes, services, failures, clock, changeLimits: { forgetLimit } }: AdvanceCapabilities,
  change: ChangeIn<'requeueing'>,
): Promise<StepResult> {
  const { changeId, propagation } = change;
  const failed = await failures.page(changeId, { after: propagation.cursor, limit: forgetLimit });
  const members = failed.map(({ serviceId }) => serviceId);
  const rows = await services.findMany(members);
  const present = presentMembers(change, members, rows);
  const found = tallyMembers(change, present, rows, new Map());

  const left = propagation.services - (members.length - present.length);
  const tally = sumOf(propagation.tally, found.tally);
  const isLast = failed.length < forgetLimit;
  const next = isLast
    ? enterPhase(propagation, { phase: 'resending', services: left, tally })
    : { ...propagation, services: left, tally, cursor: members.at(-1) };

  const extraWrites = members.map((serviceId) => forgetFailure(changeId, serviceId));
  const [first] = found.missing;
  if (first !== undefined) {
    extraWrites.push(rememberMissing(changeId, { first, members: [...found.missing], sends: 0 }));
  }
  const version = change.version + 1;
  const saved = await changes.proceed({ ...change, version, propagation: next }, clock.now(), extraWrites);
  return saved ? { version, delaySeconds: isLast ? 1 : 0 } : { version: change.version, delaySeconds: 1 };
}
