import { isPropagating, type ContactChange } from '../domain/contact-change.ts';
import { system } from '../domain/event.ts';
import type { ChangeId, ServiceId } from '../domain/identifiers.ts';
import { withFailureResolved } from '../domain/member-outcome.ts';
import { scheduleWrites } from '../store/change-writes.ts';
import { forgetOutcome, type RecordedOutcome } from '../store/outcomes.ts';
import { resolveTarget } from '../store/reassignment-writes.ts';
import type { Write } from '../store/table.ts';
import type { Capabilities } from './capabilities.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export type ResolveCapabilities = Pick<Capabilities, 'changes' | 'outcomes' | 'reassignments' | 'clock'>;

/** Deletes the failure of a member that took the change, from the list and the progress in one transaction. */
export async function resolveFailure(
  capabilities: ResolveCapabilities,
  { changeId, serviceId }: { readonly changeId: ChangeId; readonly serviceId: ServiceId },
): Promise<void> {
  const { changes, outcomes } = capabilities;
  await retryOnConflict(async () => {
    const recorded = await outcomes.find(changeId, serviceId);
    if (recorded?.state !== 'failed') return true;
    const change = await changes.find(changeId);
    if (change === undefined) return true;
    const isResolved = isPropagating(change)
      ? await changes.resolve(change, recorded)
      : await resolveAfterEnd(capabilities, change, recorded);
    return isResolved || undefined;
  });
}

async function resolveAfterEnd(
  capabilities: ResolveCapabilities,
  change: ContactChange,
  recorded: RecordedOutcome,
): Promise<boolean> {
  const { changes, clock } = capabilities;
  const { propagation } = change;
  if (propagation?.phase !== 'done' || propagation.tally.failed === 0) return true;
  const now = clock.now();
  const resolved = withFailureResolved(change, propagation);
  const ofTarget = await writesOfTarget(capabilities, resolved, now);
  const place = scheduleWrites(resolved, change);
  const extraWrites = [forgetOutcome(recorded), ...place, ...ofTarget];
  return changes.restate(resolved, change, { actor: system, now }, extraWrites);
}

async function writesOfTarget(
  { reassignments }: ResolveCapabilities,
  change: ContactChange,
  now: Date,
): Promise<Write[]> {
  const { reassignmentId } = change;
  const reassignment = reassignmentId && (await reassignments.find(reassignmentId));
  if (reassignment === undefined) return [];
  return resolveTarget(change, reassignment, await reassignments.counts(reassignment.reassignmentId), now);
}
