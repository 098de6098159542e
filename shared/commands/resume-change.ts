import type { ContactChange, RetriableChange } from '../domain/contact-change.ts';
import type { Actor } from '../domain/event.ts';
import type { Group } from '../domain/group.ts';
import { enterPhase } from '../domain/propagation.ts';
import { freeSlot } from '../domain/slot.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueNextStep } from './enqueue-next-step.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/**
 * Propagates a change again to the members that failed, on a group that has room for it. The records of the failures
 * stay until its first step.
 * @returns undefined for a conflict
 */
export async function resumeChange(
  capabilities: ChangeCapabilities,
  ended: RetriableChange,
  group: Group,
  actor: Actor,
): Promise<ContactChange | undefined> {
  const { changes, changeQueue, clock, log } = capabilities;
  const { services, tally, slot } = ended.propagation;
  const resumed: ContactChange = {
    ...ended,
    state: 'propagating',
    completedAt: undefined,
    retryRequestedAt: undefined,
    // Failed members are pending again. A change from before slots goes on without one.
    propagation: enterPhase(ended.propagation, {
      phase: 'requeueing',
      services,
      tally,
      ...(slot !== undefined && { slot: freeSlot(group, true), isRetry: true }),
    }),
    version: ended.version + 1,
  };
  if (!(await changes.resume(resumed, ended, group, { actor, now: clock.now() }))) return undefined;
  await Promise.all([
    enqueueNextStep(resumed, changeQueue, log),
    enqueueEvents(capabilities, { changeId: resumed.changeId }, resumed.requestedBy),
  ]);
  return resumed;
}
