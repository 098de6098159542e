import { asOf, isOpen, isPartyTo, type ContactChange } from './contact-change.ts';
import { isContactOf, isOfSameGroup, type Group } from './group.ts';
import type { Nic } from './identifiers.ts';
import { notFound } from './refusal.ts';
import { rolesHeld } from './roles.ts';
import type { Service } from './service.ts';

/** The authenticated caller. An operator sees everything, but has no right to request a change by that (R4). */
export interface Caller {
  readonly nic: Nic;
  readonly isOperator: boolean;
}

/** A caller sees a group if it holds a role on it. */
export const maySeeGroup = (caller: Caller, group: Group): boolean =>
  caller.isOperator || isContactOf(group, caller.nic);

/** A caller sees a service if it holds a role on it or on its group. */
export const maySeeService = (caller: Caller, service: Service, group: Group): boolean =>
  rolesHeld(service.contacts, caller.nic).length > 0 || maySeeGroup(caller, group);

/** A caller sees the subject of a request: its single service or its group. */
export const maySeeRequestContext = (
  caller: Caller,
  { group, service }: { readonly group: Group; readonly service?: Service | undefined },
): boolean => (service === undefined ? maySeeGroup(caller, group) : maySeeService(caller, service, group));

/**
 * A caller sees a change if it is party to it: its requester, a recipient, or a contact of its group. The contacts of a
 * group that was made again under the id of a deleted one see no change of that.
 */
export const maySeeChange = (caller: Caller, change: ContactChange, group: Group): boolean =>
  isPartyTo(change, caller.nic) || maySeeHistoryOf(caller, change, group);

/** Whether the caller sees the change as a contact of its group, or an operator. */
export const maySeeHistoryOf = (caller: Caller, change: ContactChange, group: Group): boolean =>
  caller.isOperator || (isOfSameGroup(change, group) && isContactOf(group, caller.nic));

/**
 * Who sees a change sees its members if it is a contact of the group now. Its other parties see them only until the
 * change has ended, since services that join later are none of theirs.
 */
export const maySeeMembers = (caller: Caller, change: ContactChange, group: Group, now: Date): boolean => {
  const { state } = asOf(change, group, now);
  return maySeeHistoryOf(caller, change, group) || isOpen({ state }) || state === 'propagating';
};

/** Returns `found` if the caller may see it. Throws Refusal `not-found` otherwise, and also if it does not exist. */
export function visible<T>(found: T | undefined, maySee: (found: T) => boolean, parameter?: string): T {
  if (found === undefined || !maySee(found)) throw notFound(parameter);
  return found;
}
