import type { ContactChange } from '../domain/contact-change.ts';
import type { Group } from '../domain/group.ts';
import { outcomeOf, type EffectTarget } from '../domain/effect.ts';
import type { DecideDependencies } from './find-change.ts';
import { Unavailable } from '../runtime/unavailable.ts';

/** The most changes that spread on one group at once: each is a marker on the group that every deletion has to see. */
const spreadingLimit = 80;

/**
 * What a change with all its consents becomes (R3, R4, R9).
 * @throws NoRoom while too many changes are still spreading on the group
 */
export function takeEffect(
  { tellsMembers }: Pick<DecideDependencies, 'tellsMembers'>,
  change: ContactChange,
  target: Omit<EffectTarget, 'tellsMembers'>,
  now: Date,
): ContactChange {
  const outcome = outcomeOf(change, { ...target, tellsMembers }, now);
  if (outcome.state === 'propagating') requireRoomToSpread(target.group);
  return outcome;
}

/** Too many changes are still spreading on the group for one more: there is room again when some of them end. */
export class NoRoom extends Unavailable {}

/** @throws NoRoom while too many changes are still spreading on the group */
export function requireRoomToSpread({ spreading }: Group): void {
  const count = Object.keys(spreading).length;
  if (count >= spreadingLimit) throw new NoRoom(`${count} changes are still spreading on the group.`);
}
