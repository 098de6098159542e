import type { ContactChange } from '../domain/contact-change.ts';
import type { Group } from '../domain/group.ts';
import { afterAllConsents, type EffectiveContext } from '../domain/become-effective.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import type { Capabilities } from './capabilities.ts';

/** The most changes that propagate on one group at once: each is a marker on the group that every deletion has to see. */
const propagatingLimit = 80;

/**
 * What a change with all its consents becomes (R3, R4, R9).
 * @throws NoRoom while too many changes are still propagating on the group
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

/** Too many changes are still propagating on the group for one more: there is room again when some of them end. */
export class NoRoom extends Unavailable {}

/** @throws NoRoom while too many changes are still propagating on the group */
export function requireRoomToPropagate({ propagating }: Group): void {
  const count = Object.keys(propagating).length;
  if (count >= propagatingLimit)
    throw new NoRoom(`${count} changes are propagating on the group; the limit is ${propagatingLimit}.`);
}
