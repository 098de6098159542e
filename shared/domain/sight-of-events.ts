import { maySeeHistoryOf, type Caller } from './caller.ts';
import type { ChangeEvent } from './change-event.ts';
import type { ContactChange } from './contact-change.ts';
import { system, undisclosed, type Actor } from './event-parts.ts';
import type { Group } from './group.ts';
import type { Reassignment } from './reassignment.ts';
import type { ReassignmentEvent } from './reassignment-event.ts';

/**
 * The event of a change that the caller sees. Who did it is told if the change names it or, to contacts of the group,
 * if it is one of them: an operator, or who is the administration contact by now, stays undisclosed to other parties.
 */
export function changeEventAsSeenBy(
  caller: Caller,
  change: ContactChange,
  group: Group,
  event: ChangeEvent,
): ChangeEvent {
  const moves = Object.values(change.contacts);
  const ofGroup = maySeeHistoryOf(caller, change, group) ? Object.values(group.contacts) : [];
  const named = [change.requestedBy, ...moves.flatMap(({ from, to }) => [from, to]), ...ofGroup];
  return isTold(caller, event.actor, named) ? event : { ...event, actor: undisclosed };
}

/** The event of a reassignment that the caller sees. Who did it is told if it is a party of the reassignment. */
export function reassignmentEventAsSeenBy(
  caller: Caller,
  { requestedBy, from, to }: Reassignment,
  event: ReassignmentEvent,
): ReassignmentEvent {
  return isTold(caller, event.actor, [requestedBy, from, to]) ? event : { ...event, actor: undisclosed };
}

const isTold = (caller: Caller, actor: Actor, named: readonly Actor[]): boolean =>
  caller.isOperator || [system, caller.nic, ...named].includes(actor);
