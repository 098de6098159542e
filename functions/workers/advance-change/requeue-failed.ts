import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import { forgetFailure } from '../../../shared/store/failures.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import { forgetLimit } from './limits.ts';
import { presentMembers } from './present-members.ts';
import { tallyMembers, sumOf } from './tally-members.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';

/**
 * Takes up the next members that failed, and no other: from failed they become missing, for verification to send to and
 * look for. It sends nothing itself: a member that fails again at once must not lose that record to this step. One that
 * stands at the revision after all is counted as it stands; one that was deleted while the change was over is counted no
 * longer. A member that fails again meanwhile is behind the cursor, and verification's to find.
 */
export async function requeueFailed(
  { changes, services, failures, clock }: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { changeId, propagation } = change;
  const failed = await failures.page(changeId, { after: propagation.cursor, limit: forgetLimit });
  const members = failed.map(({ serviceId }) => serviceId);
  const rows = await services.findMany(members);
  const present = presentMembers(change, members, rows);
  const found = tallyMembers(change, present, rows, new Map());

  const now = clock.now();
  const version = change.version + 1;
  const isLast = failed.length < forgetLimit;
  const moved: PropagatingChange = {
    ...change,
    version,
    propagation: {
      ...propagation,
      services: propagation.services - (members.length - present.length),
      tally: sumOf(propagation.tally, found.tally),
      cursor: isLast ? undefined : members.at(-1),
      ...(isLast && { isRetrying: undefined }),
    },
  };
  const extraWrites = members.map((serviceId) => forgetFailure(changeId, serviceId));
  const [first] = found.missing;
  if (first !== undefined) {
    extraWrites.push(rememberMissing(changeId, { first, members: [...found.missing], sends: 0 }));
  }
  if (await changes.proceed(moved, now, extraWrites)) return { version, delaySeconds: isLast ? 1 : 0 };
  return { version: change.version, delaySeconds: 1 };
}
