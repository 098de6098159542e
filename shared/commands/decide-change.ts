import type { ContactChange } from '../domain/contact-change.ts';
import { accept, hasAllConsents } from '../domain/decide.ts';
import { effective, rejected, rejectionOf } from '../domain/effect.ts';
import type { Group } from '../domain/group.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { notFound } from '../domain/refusal.ts';
import type { Queue } from '../messages/queue.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { ChangeStore, ChangeTarget } from '../store/changes.ts';
import { announce } from './announce.ts';
import { maySeeChange, seen, type Caller } from './caller.ts';
import { judging } from './judging.ts';

export interface DecideDependencies {
  readonly changes: ChangeStore;
  readonly changeQueue: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

export interface DecidedChange {
  readonly change: ContactChange;
  readonly group: Group;
}

/**
 * A recipient agrees (R6); with the last consent the change becomes effective, or is rejected by a rule that no
 * longer holds (R3, R4). The same decision again changes nothing.
 * @throws Refusal `not-found`, `not-a-recipient`, `state-conflict`
 */
export function acceptChange(
  { changes, changeQueue, clock, log }: DecideDependencies,
  caller: Caller,
  changeId: ChangeId,
): Promise<DecidedChange> {
  return judging(async () => {
    const found = await changes.find(changeId);
    if (found === undefined) throw notFound();
    const recipients = found.consents.map((consent) => consent.nic);
    const target = await changes.findTarget(found.groupId, recipients);
    const { group } = seen(target, (known) => maySeeChange(caller, found, known.group));
    const now = clock.now();
    const accepted = accept(found, caller.nic, now);
    if (accepted === found || target === undefined) return { change: found, group };
    const change = outcomeOf({ ...accepted, version: found.version + 1 }, target, now);
    const write =
      change.state === 'rejected' ? changes.end(change, now) : changes.settle(change, target, now);
    if (!(await write)) return undefined;
    await announce(change, changeQueue, log);
    return { change, group };
  });
}

/** What a request becomes once a consent was added to it. */
function outcomeOf(change: ContactChange, { group, accounts }: ChangeTarget, now: Date): ContactChange {
  if (!hasAllConsents(change)) return change;
  const rejection = rejectionOf(change, group, accounts);
  return rejection === undefined ? effective(change, group, now) : rejected(change, rejection);
}
