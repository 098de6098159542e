import { membersOf } from '../../../shared/commands/members-of.ts';
import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';
import { resendMissing } from './resend-missing.ts';
import { pageSize } from './limits.ts';
import { failuresAmong, tallyMembers, sumOf } from './tally-members.ts';

/** Reads the next page of members back and keeps what was found; what is missing is remembered beside it. */
export async function readBackPage(
  dependencies: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { changes, services, failures, clock } = dependencies;
  const { changeId, propagation } = change;
  const page = await membersOf(dependencies, change, { after: propagation.cursor, limit: pageSize });
  const mine = page.candidates
    .filter((member) => isMemberOf(change, member))
    .map((member) => member.serviceId);
  // A stale row only says "not yet": a missing member is looked at again, and then consistently.
  const rows = await services.findMany(mine, { eventually: true });
  const failed = await failuresAmong(failures, change, mine);
  const found = tallyMembers(change, mine, rows, failed);

  const now = clock.now();
  const version = change.version + 1;
  const read: PropagatingChange = {
    ...change,
    version,
    propagation: {
      ...propagation,
      cursor: page.next,
      tally: sumOf(propagation.tally, found.tally),
      ...(page.next === undefined && { walkedAt: now.toISOString() }),
    },
  };
  const [first] = found.missing;
  const sentAt = propagation.dispatchedAt ?? now.toISOString();
  const missing =
    first === undefined
      ? []
      : [rememberMissing(changeId, { first, members: [...found.missing], sentAt, sends: 1 })];
  if (!(await changes.proceed(read, now, missing))) return undefined;
  return page.next === undefined ? resendMissing(dependencies, read) : { version, delaySeconds: 0 };
}
