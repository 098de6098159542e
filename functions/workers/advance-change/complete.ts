import type { SpreadingChange } from '../../../shared/domain/contact-change.ts';
import { completed } from '../../../shared/domain/member-outcome.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';

/**
 * Completes a change of which every member was read back. Should a member be deleted at this very moment, the step
 * is taken again.
 */
export async function complete(
  { changes, groups, clock, log }: AdvanceDependencies,
  change: SpreadingChange,
): Promise<NextStep | undefined> {
  const { changeId, groupId } = change;
  const found = await groups.find(groupId);
  if (found === undefined) throw new Error(`The group ${groupId} of the change ${changeId} is gone.`);
  const now = clock.now();
  const removed = found.group.spreading[changeId]?.removed ?? 0;
  const done = { ...completed(change, found.group, now), version: change.version + 1 };
  if (!(await changes.complete(done, removed, now))) return { version: change.version, delaySeconds: 1 };
  log.info('Completed.', { changeId, groupId, state: done.state, ...done.propagation?.tally });
  return undefined;
}
