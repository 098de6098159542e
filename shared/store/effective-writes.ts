import { eligibility, requirementsOf, type Eligibility } from '../domain/account.ts';
import type { RequestContext } from '../domain/change-request.ts';
import { changedRoles, type ContactChange, type Move } from '../domain/contact-change.ts';
import { withAdministrationChange, type PropagatingMark } from '../domain/group.ts';
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
 * All that becomes true at the moment a change is effective (R11): the group's contacts and revision or the single
 * service's, the index of who holds what, and the recipients' eligibility (R3).
 */
export function effectiveWrites(change: ContactChange, revision: number, context: RequestContext): Write[] {
  const checks = eligibilityChecks(change);
  if (context.service !== undefined) {
    return [...serviceWrites(change, revision, context), ...checks];
  }
  return [groupWrite(change, revision, context), ...checks, ...holderWrites(change)];
}

/** The group knows what is still propagating, so that a deleted member is counted out of it (R11). */
export function propagatingMark({ changeId, serviceId, contacts }: ContactChange, revision: number) {
  const own = serviceId !== undefined && { serviceId, technical: contacts.technical?.to };
  const mark: PropagatingMark = { revision, removed: 0, ...own };
  return { [propagatingPath(changeId)]: mark };
}

/** The group must be just as it was judged: same contacts, and as many members as the change will count. */
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
    when: [
      { path: 'revision', equals: group.revision },
      { path: 'serviceCount', equals: group.serviceCount },
    ],
  };
}

/**
 * The service takes the contact, and the group's next revision, provided it still has the contact that was read. Where
 * its own system is to be told first, it takes the contact after that.
 */
function serviceWrites(change: ContactChange, revision: number, { group, service }: RequestContext): Write[] {
  const move = change.contacts.technical;
  if (service === undefined || move === undefined) return [];
  const isPropagating = change.state === 'propagating';
  const key = serviceKey(service.serviceId);
  const when: Condition[] = [
    { path: 'groupId', equals: change.groupId },
    { path: 'joinedRevision', equals: service.joinedRevision },
    { path: 'contacts.technical', equals: move.from },
    { path: 'revisions.technical', below: revision },
  ];
  return [
    ...ownHolderWrites(service, move, revision, isPropagating),
    {
      update: groupKey(change.groupId),
      set: { revision, ...(isPropagating && propagatingMark(change, revision)) },
      when: [{ path: 'revision', equals: group.revision }],
    },
    isPropagating
      ? { check: key, when }
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

/**
 * Who holds the service alone since which revision, as a hint; until its own system was told, that is still the one
 * before too.
 */
function ownHolderWrites(
  service: Service,
  { from, to }: Move,
  revision: number,
  isPropagating: boolean,
): Write[] {
  const { serviceId, groupId, ownTechnicalContact } = service;
  const isFreed = ownTechnicalContact === true && !isPropagating && from !== to;
  return [
    ...(isFreed ? [{ delete: heldServiceKey(from, serviceId) }] : []),
    { put: { ...heldServiceKey(to, serviceId), serviceId, groupId, revision } },
  ];
}

/**
 * The transaction fails unless every recipient may take its roles (R3); what the judge reads is what is checked here.
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
