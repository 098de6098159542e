import { isWaiting, type ContactChange } from '../domain/contact-change.ts';
import { decide, hasAllConsents, type Decision } from '../domain/decide.ts';
import type { Group } from '../domain/group.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { notFound } from '../domain/refusal.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueNextStep, enqueueStart } from './enqueue-next-step.ts';
import { maySeeChange, type Caller } from '../domain/caller.ts';
import { findChange } from './find-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { afterTheLastConsent } from './start-overdue.ts';
import type { ChangeCapabilities } from './capabilities.ts';

export interface DecidedChange {
  readonly change: ContactChange;
  readonly group: Group;
}

/**
 * Applies a decision. `decideOn` returns the next state, or undefined to write nothing.
 * @throws Refusal `not-found`, and what `decideOn` throws
 */
export function decideChange(
  capabilities: ChangeCapabilities,
  caller: Caller,
  changeId: ChangeId,
  decideOn: (change: ContactChange, now: Date) => ContactChange,
): Promise<DecidedChange> {
  const { changes, changeQueue, clock, log } = capabilities;
  const agreed = afterTheLastConsent(capabilities);
  return retryOnConflict(async () => {
    const found = await findChange(capabilities, changeId);
    const { stored, change, context } = found;
    if (!maySeeChange(caller, change, context.group)) throw notFound();
    const now = clock.now();
    const occasion = { actor: caller.nic, now };
    const decided = decideOn(change, now);
    if (decided === change) return { change, group: context.group };
    const next = { ...decided, version: stored.version + 1 };
    const outcome =
      next.state === 'awaiting-consent' && hasAllConsents(next) ? await agreed(next, context, now) : next;
    if (outcome === undefined || !(await changes.settle(outcome, stored, context, occasion)))
      return undefined;
    await Promise.all([
      (isWaiting(outcome, now) ? enqueueStart : enqueueNextStep)(outcome, changeQueue, log),
      enqueueEvents(capabilities, { changeId }, outcome.requestedBy),
    ]);
    return { change: outcome, group: context.group };
  });
}

/**
 * Records a recipient's decision (R6). After the last consent the change is scheduled, effective or rejected (R3, R4).
 * @throws Refusal `not-found`, `not-a-recipient`, `state-conflict`
 */
export const decideAsRecipient = (
  capabilities: ChangeCapabilities,
  caller: Caller,
  changeId: ChangeId,
  decision: Omit<Decision, 'nic'>,
): Promise<DecidedChange> =>
  decideChange(capabilities, caller, changeId, (change, now) =>
    decide(change, { ...decision, nic: caller.nic }, now),
  );
