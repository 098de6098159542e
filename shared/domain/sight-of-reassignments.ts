import { maySeeGroup, maySeeService, type Caller } from './caller.ts';
import { RecipientCode } from './codes.ts';
import { isOfSameGroup, type Group } from './group.ts';
import { isWaiting, type Reassignment } from './reassignment.ts';
import type { Target } from './reassignment-target.ts';
import type { Service } from './service.ts';

/** A target's rows as they are now. */
export interface TargetRows {
  readonly group: Group | undefined;
  readonly service: Service | undefined;
}

/** Who sees what a reassignment covers, and which groups it names: its owner, and `to` while it may still decide. */
export const maySeeCovered = ({ nic, isOperator }: Caller, reassignment: Reassignment): boolean =>
  isOperator || nic === reassignment.requestedBy || (nic === reassignment.to && isWaiting(reassignment));

/**
 * What the caller is told of a target: all of it where it sees the group now, but of the recipient's account only what
 * it may ask for itself. A contact of the single service alone learns of the change only if it is party to it.
 * @returns undefined if the caller sees neither the group nor the service
 */
export function targetAsSeenBy(
  caller: Caller,
  reassignment: Reassignment,
  target: Target,
  { group, service }: TargetRows,
): Target | undefined {
  if (caller.isOperator) return target;
  if (group === undefined || !isOfSameGroup(target, group)) return undefined;
  const ofService = service?.groupId === group.groupId ? service : undefined;
  const seesGroup = maySeeGroup(caller, group);
  if (!seesGroup && (ofService === undefined || !maySeeService(caller, ofService, group))) return undefined;
  const { requestedBy, to } = reassignment;
  const isParty = caller.nic === requestedBy || caller.nic === to;
  const seesAccount = isParty || caller.nic === group.contacts.administration;
  const isAboutAccount = RecipientCode.safeParse(target.failure?.code).success;
  return {
    ...target,
    changeId: seesGroup || isParty ? target.changeId : undefined,
    failure: isAboutAccount && !seesAccount ? undefined : target.failure,
  };
}
