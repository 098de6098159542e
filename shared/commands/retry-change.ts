import { awaitsRetry, isRetriable, type ContactChange } from '../domain/contact-change.ts';
import { stateConflict } from '../domain/decide.ts';
import { isOfSameGroup } from '../domain/group.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import { scheduleWrites } from '../store/change-writes.ts';
import { hasRoom } from './become-effective.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueStart } from './enqueue-next-step.ts';
import { maySeeChange, type Caller } from '../domain/caller.ts';
import type { DecidedChange } from './decide-change.ts';
import { findChange } from './find-change.ts';
import { resumeChange } from './resume-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/**
 * Propagates an ended change again to the members that failed. Without room, the retry waits for its turn (R8);
 * repeating it changes nothing.
 * @throws Refusal `not-found`, `not-administration-contact`, `state-conflict`
 */
export function retryChange(
  capabilities: ChangeCapabilities,
  caller: Caller,
  changeId: ChangeId,
): Promise<DecidedChange> {
  const { changes, changeQueue, clock, log } = capabilities;
  return retryOnConflict(async () => {
    const { stored, change, context } = await findChange(capabilities, changeId);
    const { group } = context;
    if (!maySeeChange(caller, stored, group)) throw notFound();
    if (!caller.isOperator && group.contacts.administration !== caller.nic) {
      const detail =
        'Only the administration contact of the group, or an operator, may retry failed members.';
      throw new Refusal({ code: 'not-administration-contact', detail });
    }
    if (!isRetriable(stored)) throw stateConflict(change, whyNotRetried(change));
    if (!isOfSameGroup(stored, group)) {
      const detail = 'The group was deleted, and its services left it.';
      throw new Refusal({ code: 'state-conflict', state: stored.state, detail });
    }
    if (awaitsRetry(stored)) return { change: stored, group };
    const now = clock.now();
    const first = await changes.firstOverdue(group.groupId, now);
    if (first === undefined && hasRoom(capabilities, group)) {
      const resumed = await resumeChange(capabilities, stored, group, caller.nic);
      return resumed && { change: resumed, group };
    }
    const waiting = { ...stored, retryRequestedAt: now.toISOString(), version: stored.version + 1 };
    const occasion = { actor: caller.nic, now };
    if (!(await changes.restate(waiting, stored, occasion, scheduleWrites(waiting, stored))))
      return undefined;
    await Promise.all([
      enqueueStart(waiting, changeQueue, log),
      enqueueEvents(capabilities, { changeId }, stored.requestedBy),
    ]);
    return { change: waiting, group };
  });
}

const whyNotRetried = ({ state }: ContactChange): string =>
  state === 'completed-with-failures'
    ? 'One of its new contacts was erased, so this change cannot be retried.'
    : 'Only a change that is completed-with-failures can be retried.';
