import type { ContactChange } from '../domain/contact-change.ts';
import { stateConflict } from '../domain/decide.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { enterPhase } from '../domain/propagation.ts';
import { freeSlot } from '../domain/slot.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import { enqueueNextStep } from './enqueue-next-step.ts';
import { maySeeChange, type Caller } from '../domain/caller.ts';
import type { DecidedChange } from './decide-change.ts';
import { findChange } from './find-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { requireRoomToPropagate } from './become-effective.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/**
 * Propagates an ended change again to the members that failed.
 * @throws Refusal `not-found`, `not-administration-contact`, `state-conflict`; Unavailable while too many changes
 * propagate
 */
export function retryChange(
  capabilities: ChangeCapabilities,
  caller: Caller,
  changeId: ChangeId,
): Promise<DecidedChange> {
  const { changes, changeQueue, clock, log } = capabilities;
  return retryOnConflict(async () => {
    const found = await findChange(capabilities, changeId);
    const { stored, context } = found;
    const { group } = context;
    if (!maySeeChange(caller, stored, group)) throw notFound();
    if (!caller.isOperator && group.contacts.administration !== caller.nic) {
      const detail =
        'Only the administration contact of the group, or an operator, may retry failed members.';
      throw new Refusal({ code: 'not-administration-contact', detail });
    }
    const { propagation, revision } = stored;
    if (
      stored.state !== 'completed-with-failures' ||
      propagation?.phase !== 'done' ||
      revision === undefined
    ) {
      throw stateConflict(found.change);
    }
    const { services, tally } = propagation;
    requireRoomToPropagate(capabilities, group);
    const resumed: ContactChange = {
      ...stored,
      state: 'propagating',
      completedAt: undefined,
      // Failed members are pending again. A change from before slots goes on without one.
      propagation: enterPhase(propagation, {
        phase: 'requeueing',
        services,
        tally,
        ...(propagation.slot !== undefined && { slot: freeSlot(group, true), isRetry: true }),
      }),
      version: stored.version + 1,
    };
    if (!(await changes.resume(resumed, revision, group, clock.now()))) return undefined;
    await enqueueNextStep(resumed, changeQueue, log);
    return { change: resumed, group };
  });
}
