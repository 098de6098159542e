import type { ContactChange } from '../domain/contact-change.ts';
import { decide, hasAllConsents, type Decision } from '../domain/decide.ts';
import type { Group } from '../domain/group.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { notFound } from '../domain/refusal.ts';
import { announce } from './announce.ts';
import { maySeeChange, type Caller } from '../domain/caller.ts';
import { findChange, type DecideDependencies } from './find-change.ts';
import { judging } from './judging.ts';
import { startBeforeAdministrationMoves } from './start-overdue.ts';
import { takeEffect } from './take-effect.ts';

export interface DecidedChange {
  readonly change: ContactChange;
  readonly group: Group;
}

/**
 * Decides about a change: `decideOn` says what becomes of it. Where nothing does, nothing is written.
 * @throws Refusal `not-found`, and what `decideOn` throws
 */
export function decideChange(
  dependencies: DecideDependencies,
  caller: Caller,
  changeId: ChangeId,
  decideOn: (change: ContactChange, now: Date) => ContactChange,
): Promise<DecidedChange> {
  const { changes, changeQueue, clock, log } = dependencies;
  return judging(async () => {
    const found = await findChange(dependencies, changeId);
    const { stored, change, target } = found;
    if (!maySeeChange(caller, change, target.group)) throw notFound();
    const now = clock.now();
    const decided = decideOn(change, now);
    if (decided === change) return { change, group: target.group };
    const next = { ...decided, version: stored.version + 1 };
    const outcome =
      next.state === 'awaiting-consent' && hasAllConsents(next)
        ? takeEffect(dependencies, next, target, now)
        : next;
    const movesAdministration =
      outcome.state === 'propagating' && outcome.contacts.administration !== undefined;
    if (movesAdministration && (await startBeforeAdministrationMoves(dependencies, outcome.groupId))) {
      return undefined;
    }
    if (!(await changes.settle(outcome, stored, target, now))) return undefined;
    await announce(outcome, changeQueue, log);
    return { change: outcome, group: target.group };
  });
}

/**
 * A recipient agrees or refuses (R6); with the last consent the change becomes scheduled or effective, or is rejected by
 * a rule that no longer holds (R3, R4). The same decision again changes nothing.
 * @throws Refusal `not-found`, `not-a-recipient`, `state-conflict`
 */
export const decideAsRecipient = (
  dependencies: DecideDependencies,
  caller: Caller,
  changeId: ChangeId,
  decision: Omit<Decision, 'nic'>,
): Promise<DecidedChange> =>
  decideChange(dependencies, caller, changeId, (change, now) =>
    decide(change, { ...decision, nic: caller.nic }, now),
  );
