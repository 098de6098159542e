import { isPropagating } from '../domain/contact-change.ts';
import type { ChangeId, ServiceId } from '../domain/identifiers.ts';
import { isMemberOf, outcomeOf } from '../domain/member-outcome.ts';
import type { MemberUpdate } from '../store/member-contacts.ts';
import type { Failure } from '../store/outcomes.ts';
import type { ServiceReader } from '../store/service-rows.ts';
import type { Capabilities } from './capabilities.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export type RecordCapabilities = Pick<Capabilities, 'changes' | 'memberContacts' | 'clock'> & {
  readonly services: ServiceReader;
};

/** `known`: it had an outcome, or its change has ended. */
export type Recorded = 'failed' | 'superseded' | 'known' | 'removed';

/** A member that did not take a change. */
export interface ToRecord {
  /** Without a failure, it counts only if later revisions stand on all of the roles. */
  readonly failure?: Failure | undefined;
  /** Set where the member system has a later revision of all roles. */
  readonly behind?: MemberUpdate | undefined;
}

/**
 * Records that a member failed, or is superseded as later revisions stand on all roles. Skips one that took the change.
 */
export function recordOutcome(
  { changes, services, memberContacts, clock }: RecordCapabilities,
  { changeId, serviceId }: { readonly changeId: ChangeId; readonly serviceId: ServiceId },
  { failure, behind }: ToRecord,
): Promise<Recorded> {
  return retryOnConflict(async (): Promise<Recorded | undefined> => {
    const row = await services.find(serviceId);
    // Read after the row, which says everything while the change propagates.
    const change = await changes.find(changeId);
    if (change?.revision === undefined || row?.groupId !== change.groupId || !isMemberOf(change, row))
      return 'removed';
    if (!isPropagating(change)) return 'known';
    const stands = outcomeOf(row, change);
    if (stands !== 'overtaken' && stands !== 'pending') return 'known';
    const at = clock.now().toISOString();
    const isSuperseded = stands === 'overtaken' || behind !== undefined;
    const outcome = isSuperseded ? ({ state: 'superseded', serviceId, at } as const) : failure;
    if (outcome === undefined) return 'known';
    const entry = { slot: change.propagation.slot, revision: change.revision };
    const isThere = await memberContacts.record(changeId, row, { outcome, entry, behind });
    return isThere ? outcome.state : undefined;
  });
}
