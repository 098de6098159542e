import type { ContactChange } from '../domain/contact-change.ts';
import type { Group } from '../domain/group.ts';
import { afterAllConsents, type EffectiveContext } from '../domain/become-effective.ts';
import type { Capabilities } from './capabilities.ts';

/** The limit in production. Each propagating change is an entry in the group's row, which every deletion reads. */
export const propagatingLimit = 80;

/** The next state of a change with all its consents (R3, R4, R8, R9). The rules are checked only when it can start. */
export function becomeEffective(
  capabilities: Pick<Capabilities, 'notifiesMembers' | 'propagatingLimit'>,
  change: ContactChange,
  context: Omit<EffectiveContext, 'notifiesMembers'>,
  now: Date,
): ContactChange {
  const { notifiesMembers } = capabilities;
  const propagates = change.serviceId === undefined || notifiesMembers;
  if (propagates && !hasRoom(capabilities, context.group)) return waiting(change);
  return afterAllConsents(change, { ...context, notifiesMembers }, now);
}

export const waiting = (change: ContactChange): ContactChange => ({ ...change, state: 'scheduled' });

/** Whether another change may propagate on the group. */
export const hasRoom = ({ propagatingLimit: limit }: Pick<Capabilities, 'propagatingLimit'>, group: Group) =>
  Object.keys(group.propagating).length < limit;
