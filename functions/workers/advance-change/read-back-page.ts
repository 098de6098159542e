import { membersOf } from '../../../shared/commands/members-of.ts';
import type { ChangeIn } from '../../../shared/domain/contact-change.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import { enterPhase } from '../../../shared/domain/propagation.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import type { AdvanceCapabilities, StepResult } from './step.ts';
import { recordedBeside, tallyMembers, sumOf } from './tally-members.ts';

/** Reads the next page of members back. Adds the found ones to the tally, and stores the missing ones. */
export async function readBackPage(
  capabilities: AdvanceCapabilities,
  change: ChangeIn<'reading-back'>,
): Promise<StepResult> {
  const { changes, services, outcomes, clock, changeLimits } = capabilities;
  const { changeId, propagation } = change;
  const options = { after: propagation.cursor, limit: changeLimits.pageSize };
  const page = await membersOf(capabilities, change, options);
  const mine = page.candidates
    .filter((member) => isMemberOf(change, member))
    .map((member) => member.serviceId);
  // A stale row can only make a member missing. Missing members are read again, consistently.
  const rows = await services.findMany(mine, { eventually: true });
  const recorded = await recordedBeside(outcomes, change, mine);
  const found = tallyMembers(change, mine, rows, recorded);

  const tally = sumOf(propagation.tally, found.tally);
  const [first] = found.missing;
  const sentAt = propagation.dispatchedAt;
  const missing =
    first === undefined
      ? []
      : [rememberMissing(changeId, { first, members: [...found.missing], sentAt, sends: 1 })];
  const version = change.version + 1;
  const now = clock.now();
  if (page.next !== undefined) {
    const further = { ...change, version, propagation: { ...propagation, cursor: page.next, tally } };
    return (await changes.proceed(further, now, missing)) ? { atOnce: further } : undefined;
  }
  const next = enterPhase(propagation, { phase: 'resending', services: propagation.services, tally });
  const read = { ...change, version, propagation: next };
  return (await changes.proceed(read, now, missing)) ? { atOnce: read } : undefined;
}
