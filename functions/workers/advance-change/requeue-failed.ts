import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { forgetFailure } from '../../../shared/store/failures.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { presentMembers, sumOf, tallyMembers } from './tally-members.ts';

/**
 * Turns the next members that failed into missing ones, for the phase after this one to send to and look for. It sends
 * nothing itself: a member that fails again at once must not lose that record to this step. A member that stands at the
 * revision after all is counted as it stands; one that was deleted while the change was over is counted no longer. A
 * member that fails again meanwhile is behind the cursor, and found by the phases after this one.
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
