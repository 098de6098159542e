import type { Caller } from '../domain/caller.ts';
import { visible } from '../domain/caller.ts';
import { maySeeReassignment } from '../domain/decide-reassignment.ts';
import type { ReassignmentId } from '../domain/identifiers.ts';
import { reassignmentAsOf, type Reassignment } from '../domain/reassignment.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueNextReassignmentStep } from './enqueue-next-step.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import type { ReassignmentCapabilities } from './capabilities.ts';

/**
 * Applies a decision. `decideOn` returns the next state, or undefined to write nothing.
 * @throws Refusal `not-found`, and what `decideOn` throws
 */
export function updateReassignment(
  capabilities: ReassignmentCapabilities,
  caller: Caller,
  reassignmentId: ReassignmentId,
  decideOn: (reassignment: Reassignment, now: Date) => Reassignment,
): Promise<Reassignment> {
  const { reassignments, reassignmentQueue, clock, log } = capabilities;
  return retryOnConflict(async () => {
    const stored = visible(await reassignments.find(reassignmentId), (reassignment) =>
      maySeeReassignment(caller, reassignment),
    );
    const now = clock.now();
    const reassignment = reassignmentAsOf(stored, now);
    const decided = decideOn(reassignment, now);
    if (decided === reassignment) return reassignment;
    const next = { ...decided, version: stored.version + 1 };
    if (!(await reassignments.save(next, stored, { actor: caller.nic, now }))) return undefined;
    await Promise.all([
      enqueueNextReassignmentStep(next, reassignmentQueue, log),
      enqueueEvents(capabilities, { reassignmentId }, next.requestedBy),
    ]);
    return next;
  });
}
