import type { ContactChange } from '../domain/contact-change.ts';
import type { Group } from '../domain/group.ts';
import { afterAllConsents, type EffectiveContext } from '../domain/become-effective.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import type { Capabilities } from './capabilities.ts';

/**
 * The most changes that propagate on one group at once. Each is an entry in the group's row, which every deletion
 * reads.
 */
const propagatingLimit = 80;

/**
 * The next state of a change that has all its consents: scheduled, effective or rejected (R3, R4, R9).
 * @throws NoRoom while too many changes propagate on the group
 */
export function becomeEffective(
  { notifiesMembers }: Pick<Capabilities, 'notifiesMembers'>,
  change: ContactChange,
  context: Omit<EffectiveContext, 'notifiesMembers'>,
  now: Date,
): ContactChange {
  const outcome = afterAllConsents(change, { ...context, notifiesMembers }, now);
  if (outcome.state === 'propagating') requireRoomToPropagate(context.group);
  return outcome;
}

/** Too many changes propagate on the group. There is room again when some of them end. */
export class NoRoom extends Unavailable {}

/** @throws NoRoom while too many changes propagate on the group */
export function requireRoomToPropagate({ propagating }: Group): void {
  const count = Object.keys(propagating).length;
  if (count >= propagatingLimit)
    throw new NoRoom(`${count} changes are propagating on the group; the limit is ${propagatingLimit}.`);
}
