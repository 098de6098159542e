import { asOf, isOpen, serviceRemoved, type ContactChange } from '../domain/contact-change.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { notFound } from '../domain/refusal.ts';
import type { Queue } from '../messages/queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { ChangeStore } from '../store/changes.ts';
import type { FoundTarget } from '../store/targets.ts';

export interface DecideDependencies {
  readonly changes: ChangeStore;
  readonly changeQueue: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

/** A change with what it is judged by, as they stand together. */
export interface FoundChange {
  readonly stored: ContactChange;
  /** The change as it is now, whether or not that was written down yet. */
  readonly change: ContactChange;
  readonly target: FoundTarget;
}

/**
 * Reads a change and what it is judged by. One on a service that is gone is rejected: the deletion says so too.
 * @throws Refusal `not-found`
 */
export async function findChange(
  { changes, clock }: Pick<DecideDependencies, 'changes' | 'clock'>,
  changeId: ChangeId,
): Promise<FoundChange> {
  const stored = await changes.find(changeId);
  if (stored === undefined) throw notFound();
  const wanted = { recipients: stored.consents.map((consent) => consent.nic) };
  const target =
    stored.serviceId === undefined || !isOpen(stored)
      ? await changes.findGroupTarget(stored.groupId, wanted)
      : await changes.findServiceTarget(stored.serviceId, wanted);
  if (target !== undefined && target.group.groupId === stored.groupId) {
    const change = asOf(stored, target.group, clock.now());
    if (change !== stored) {
      // The group may be younger than what was read of the change: what became of the change meanwhile counts.
      const again = await changes.find(changeId);
      if (again !== undefined && again.version !== stored.version)
        return findChange({ changes, clock }, changeId);
    }
    return { stored, change, target };
  }
  const group = await changes.findGroupTarget(stored.groupId, wanted);
  if (group === undefined) throw notFound();
  const again = await changes.find(changeId);
  if (again !== undefined && again.version !== stored.version)
    return findChange({ changes, clock }, changeId);
  return {
    stored,
    change: { ...stored, state: 'rejected', rejection: serviceRemoved },
    target: { ...group, openRequests: [] },
  };
}
