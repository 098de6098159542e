import type { Caller } from '../domain/caller.ts';
import { decideReassignment } from '../domain/decide-reassignment.ts';
import type { ReassignmentId } from '../domain/identifiers.ts';
import { Refusal } from '../domain/refusal.ts';
import { mapConcurrently } from '../runtime/chunks.ts';
import type { BatchName } from '../store/inbox.ts';
import { updateReassignment } from './update-reassignment.ts';
import type { Capabilities, ReassignmentCapabilities } from './capabilities.ts';

/** The most that one call accepts, and how many at once. */
const acceptLimit = 100;
const width = 10;

export interface AcceptedBatch {
  readonly accepted: number;
  /** Whether more of them may wait. */
  readonly more: boolean;
}

/**
 * Accepts, as their `to`, the reassignments of a batch that were requested until then and wait for the caller (R6). It
 * may be repeated: what was decided no longer waits.
 */
export async function acceptBatch(
  capabilities: ReassignmentCapabilities & Pick<Capabilities, 'inbox'>,
  caller: Caller,
  { requestedUntil, ...batch }: BatchName & { readonly requestedUntil: Date },
): Promise<AcceptedBatch> {
  const now = capabilities.clock.now();
  const { reassignmentIds, more } = await capabilities.inbox.ofBatch(caller.nic, batch, {
    now,
    until: requestedUntil,
    limit: acceptLimit,
  });
  const accepted = await mapConcurrently(reassignmentIds, width, (id) => acceptOne(capabilities, caller, id));
  return { accepted: accepted.filter(Boolean).length, more };
}

/** False if it ended meanwhile, or another call has accepted it. */
async function acceptOne(
  capabilities: ReassignmentCapabilities,
  caller: Caller,
  reassignmentId: ReassignmentId,
): Promise<boolean> {
  const decision = { nic: caller.nic, decision: 'accepted' } as const;
  try {
    let isDecided = false;
    await updateReassignment(capabilities, caller, reassignmentId, (known, now) => {
      const decided = decideReassignment(known, decision, now);
      isDecided = decided !== known;
      return decided;
    });
    return isDecided;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
