import type { SpreadingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import type { Group } from '../../../shared/domain/group.ts';
import { completed } from '../../../shared/domain/member-outcome.ts';
import { pageSize } from './limits.ts';
import { measureCompletion } from './measure-completion.ts';
import { presentMembers } from './present-members.ts';
import { sortOut } from './sort-out.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';

/**
 * Completes a change of which every member was read back, once what is recorded as failed was looked at again. Should
 * a member be deleted at this very moment, the step is taken again.
 */
export async function complete(
  dependencies: AdvanceDependencies,
  change: SpreadingChange,
): Promise<NextStep | undefined> {
  const { changes, groups, failures, clock, log, metrics } = dependencies;
  const { changeId, groupId } = change;
  const found = await groups.find(groupId);
  if (found === undefined) throw new Error(`The group ${groupId} of the change ${changeId} is gone.`);
  if (!isAccountedFor(change, found.group)) return readBackAgain(dependencies, change);
  const { checked, forgettable } = await failuresChecked(dependencies, change);
  const now = clock.now();
  const removed = found.group.spreading[changeId]?.removed ?? 0;
  const done = { ...completed(checked, found.group, now), version: change.version + 1 };
  if (!(await changes.complete(done, { removed, members: change.propagation.services }, now)))
    return { version: change.version, delaySeconds: 1 };
  // Only now: the step may have to be taken again, and counts from these records.
  await failures.forget(changeId, forgettable);
  measureCompletion(metrics, done);
  log.info('Completed.', { changeId, groupId, state: done.state, ...done.propagation?.tally });
  return undefined;
}

/** Completion is said of members that were found, never inferred: fewer than there are would mean that some were not. */
function isAccountedFor({ changeId, propagation }: SpreadingChange, group: Group): boolean {
  const { applied, superseded, failed } = propagation.tally;
  return applied + superseded + failed >= propagation.services - (group.spreading[changeId]?.removed ?? 0);
}

async function readBackAgain(
  { changes, clock, log }: AdvanceDependencies,
  change: SpreadingChange,
): Promise<NextStep | undefined> {
  const { changeId, groupId } = change;
  log.error('Members are not accounted for; all are read back again.', { changeId, groupId });
  const version = change.version + 1;
  const tally = { applied: 0, superseded: 0, failed: 0 };
  const again = { ...change, version, propagation: { ...change.propagation, walkedAt: undefined, tally } };
  return (await changes.proceed(again, clock.now())) ? { version, delaySeconds: 1 } : undefined;
}

/** A recorded failure counts if its member is there and does not stand at the revision by now; others may be forgotten. */
async function failuresChecked(
  { failures, services }: AdvanceDependencies,
  change: SpreadingChange,
): Promise<{ checked: SpreadingChange; forgettable: ServiceId[] }> {
  const forgettable: ServiceId[] = [];
  const tally = { ...change.propagation.tally, failed: 0 };
  let after: string | undefined;
  do {
    const page = await failures.page(change.changeId, { after, limit: pageSize });
    const members = page.map(({ serviceId }) => serviceId);
    const rows = await services.findMany(members);
    const found = sortOut(change, presentMembers(change, members, rows), rows, new Map());
    const failing = new Set(found.missing);
    forgettable.push(...members.filter((serviceId) => !failing.has(serviceId)));
    tally.failed += failing.size;
    tally.superseded += found.tally.superseded;
    after = page.length < pageSize ? undefined : members.at(-1);
  } while (after !== undefined);
  return { checked: { ...change, propagation: { ...change.propagation, tally } }, forgettable };
}
