import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import { completed } from '../../../shared/domain/member-outcome.ts';
import { forgetFailure } from '../../../shared/store/failures.ts';
import { recheckFailures } from './recheck-failures.ts';
import { measureCompletion } from './measure-completion.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';

/**
 * Completes a change of which every member was read back, once what is recorded as failed was looked at again. Should
 * a member be deleted at this very moment, the step is taken again.
 */
export async function complete(
  dependencies: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { changes, groups, clock, log, metrics } = dependencies;
  const { changeId, groupId, propagation } = change;
  const found = await groups.find(groupId);
  if (found === undefined) throw new Error(`Group ${groupId} of change ${changeId} does not exist.`);
  if (!isAccountedFor(change, found.group)) return readBackAgain(dependencies, change);
  const now = clock.now();
  const removed = found.group.propagating[changeId]?.removed ?? 0;
  const { check, forgettable, isLast } = await recheckFailures(dependencies, change, removed);
  const forget = forgettable.map((serviceId) => forgetFailure(changeId, serviceId));
  const version = change.version + 1;
  if (!isLast) {
    const further = { ...change, version, propagation: { ...propagation, check } };
    const isSaved = await changes.proceed(further, now, forget);
    return isSaved ? { version, delaySeconds: 0 } : { version: change.version, delaySeconds: 1 };
  }
  const { tally } = propagation;
  const checked = {
    ...propagation,
    check: undefined,
    tally: { ...tally, failed: check.failed, superseded: tally.superseded + check.superseded },
  };
  const done = { ...completed({ ...change, propagation: checked }, found.group, now), version };
  const ended = { removed, members: propagation.services, extraWrites: forget };
  if (!(await changes.complete(done, ended, now))) return { version: change.version, delaySeconds: 1 };
  measureCompletion(metrics, done);
  log.info('Change completed.', { changeId, groupId, state: done.state, ...done.propagation?.tally });
  return undefined;
}

/** Completion is said of members that were found, never inferred: fewer than there are would mean that some were not. */
function isAccountedFor({ changeId, propagation }: PropagatingChange, group: Group): boolean {
  const { applied, superseded, failed } = propagation.tally;
  return applied + superseded + failed >= propagation.services - (group.propagating[changeId]?.removed ?? 0);
}

async function readBackAgain(
  { changes, clock, log }: AdvanceDependencies,
  change: PropagatingChange,
): Promise<NextStep | undefined> {
  const { changeId, groupId } = change;
  log.error('The tally is below the number of members; reading all members back again.', {
    changeId,
    groupId,
  });
  const version = change.version + 1;
  const tally = { applied: 0, superseded: 0, failed: 0 };
  const again = {
    ...change,
    version,
    propagation: { ...change.propagation, walkedAt: undefined, check: undefined, tally },
  };
  return (await changes.proceed(again, clock.now())) ? { version, delaySeconds: 1 } : undefined;
}
