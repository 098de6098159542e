import { eligibility, requirementsOf, type Eligibility } from '../domain/account.ts';
import type { RequestContext } from '../domain/change-request.ts';
import { changedRoles, type ContactChange } from '../domain/contact-change.ts';
import { withAdministrationChange, type Group, type PropagatingMark } from '../domain/group.ts';
import type { Nic } from '../domain/identifiers.ts';
import { roles } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import { accountCheck } from './accounts.ts';
import {
  groupKey,
  heldGroupKey,
  heldServiceKey,
  ownTechnicalContactAttribute,
  propagatingPath,
  serviceKey,
} from './keys.ts';
import type { Condition, Write } from './table.ts';

/**
 * The writes at the moment when a change becomes effective (R11), on condition that the recipients are eligible (R3).
 */
export function effectiveWrites(change: ContactChange, revision: number, context: RequestContext): Write[] {
  const checks = eligibilityChecks(change);
  if (context.service !== undefined) {
    return [...serviceWrites(change, revision, context), ...checks];
  }
  return [groupWrite(change, revision, context), ...checks, ...holderWrites(change)];
}

/** Lets a deleted member be subtracted from the propagating change (R11). */
export const propagatingMark = (change: ContactChange, revision: number) => ({
  [propagatingPath(change.changeId)]: markOf(change, revision),
});

export function markOf(change: ContactChange, revision: number): PropagatingMark {
  const { serviceId, contacts, propagation } = change;
  const own = serviceId !== undefined && { serviceId, technical: contacts.technical?.to };
  const left = { removed: 0, removedApplied: 0, removedSuperseded: 0, removedFailed: 0 };
  const { slot, isRetry } = propagation ?? {};
  return { revision, ...left, resolved: 0, slot, isRetry, ...own };
}

/** No other change took the slot since the group was read. */
export const slotIsFree = ({ revision, resumptions }: Group): Condition[] => [
  { path: 'revision', equals: revision },
  { path: 'resumptions', equals: resumptions },
];

/** On condition that the group's contacts and number of members are as read. */
function groupWrite(change: ContactChange, revision: number, { group }: RequestContext): Write {
  const moved = changedRoles(change).flatMap((role) => [
    [`contacts.${role}`, change.contacts[role]?.to],
    [`roleRevisions.${role}`, revision],
  ]);
  return {
    update: groupKey(change.groupId),
    set: {
      ...Object.fromEntries(moved),
      revision,
      ...propagatingMark(change, revision),
      ...(change.contacts.administration !== undefined && {
        administrationChanges: withAdministrationChange(
          group,
          revision,
          change.startedAt ?? change.requestedAt,
        ),
      }),
    },
    when: [{ path: 'serviceCount', equals: group.serviceCount }, ...slotIsFree(group)],
  };
}

/**
 * On condition that the contact is as read. With a member system, the service gets the contact after the notification.
 */
function serviceWrites(change: ContactChange, revision: number, { group, service }: RequestContext): Write[] {
  const move = change.contacts.technical;
  if (service === undefined || move === undefined) return [];
  const isPropagating = change.state === 'propagating';
  const key = serviceKey(service.serviceId);
  const when: Condition[] = [
    { path: 'groupId', equals: change.groupId },
    { path: 'joinedRevision', equals: service.joinedRevision },
    { path: 'contacts.technical', equals: service.contacts.technical },
    { path: 'revisions.technical', below: revision },
  ];
  return [
    ...ownHolderWrites(service, move.to, revision, isPropagating),
    {
      update: groupKey(change.groupId),
      set: { revision, ...(isPropagating && propagatingMark(change, revision)) },
      when: slotIsFree(group),
    },
    isPropagating
      ? { update: key, set: { ownChangeRevision: revision }, when }
      : {
          update: key,
          set: {
            'contacts.technical': move.to,
            'revisions.technical': revision,
            [ownTechnicalContactAttribute]: true,
          },
          when,
        },
  ];
}

/** With a member system, the previous holder's hint stays until the notification. */
function ownHolderWrites(service: Service, to: Nic, revision: number, isPropagating: boolean): Write[] {
  const { serviceId, groupId, ownTechnicalContact } = service;
  const from = service.contacts.technical;
  const isFreed = ownTechnicalContact === true && !isPropagating && from !== to;
  return [
    ...(isFreed ? [{ delete: heldServiceKey(from, serviceId) }] : []),
    { put: { ...heldServiceKey(to, serviceId), serviceId, groupId, revision } },
  ];
}

/**
 * Fails the transaction unless every recipient is eligible (R3), by the same requirements as the check of a request.
 */
export function eligibilityChecks(
  change: Pick<ContactChange, 'contacts'>,
  rule: Eligibility = eligibility,
): Write[] {
  const rolesTaken = Map.groupBy(changedRoles(change), (role) => change.contacts[role]?.to);
  return Array.from(rolesTaken, ([to, taken]) =>
    to === undefined ? [] : [accountCheck(to, requirementsOf(taken, rule))],
  ).flat();
}

function holderWrites({ groupId, contacts }: ContactChange): Write[] {
  return roles.flatMap((role) => {
    const move = contacts[role];
    if (move === undefined) return [];
    return [
      { delete: heldGroupKey(move.from, groupId, role) },
      { put: { ...heldGroupKey(move.to, groupId, role), groupId, role } },
    ];
  });
}
