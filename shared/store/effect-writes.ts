import type { RequestTarget } from '../domain/change-request.ts';
import { changedRoles, type ContactChange, type Move } from '../domain/contact-change.ts';
import { withAdministrationChange, type Spreading } from '../domain/group.ts';
import type { Nic } from '../domain/identifiers.ts';
import { roles } from '../domain/roles.ts';
import type { Service } from '../domain/service.ts';
import { accountKey, groupKey, heldGroupKey, heldServiceKey, serviceKey } from './keys.ts';
import type { Condition, Write } from './table.ts';

/**
 * All that becomes true at the moment a change is effective (R11): the group's contacts and revision or the single
 * service's, the index of who holds what, and the recipients' eligibility (R3).
 */
export function effectWrites(change: ContactChange, revision: number, target: RequestTarget): Write[] {
  const eligibility = eligibilityChecks(change);
  if (target.service !== undefined) {
    return [...serviceWrites(change, revision, target), ...eligibility];
  }
  return [groupWrite(change, revision, target), ...eligibility, ...holderWrites(change)];
}

/** The group knows what is still spreading, so that a deleted member is counted out of it (R11). */
export function spreadingMark({ changeId, serviceId, contacts }: ContactChange, revision: number) {
  const own = serviceId !== undefined && { serviceId, technical: contacts.technical?.to };
  const mark: Spreading = { revision, removed: 0, ...own };
  return { [`spreading.${changeId}`]: mark };
}

/** The group must be just as it was judged: same contacts, and as many members as the change will count. */
function groupWrite(change: ContactChange, revision: number, { group }: RequestTarget): Write {
  const moved = changedRoles(change).flatMap((role) => [
    [`contacts.${role}`, change.contacts[role]?.to],
    [`roleRevisions.${role}`, revision],
  ]);
  return {
    update: groupKey(change.groupId),
    set: {
      ...Object.fromEntries(moved),
      revision,
      ...spreadingMark(change, revision),
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
function serviceWrites(change: ContactChange, revision: number, { group, service }: RequestTarget): Write[] {
  const move = change.contacts.technical;
  if (service === undefined || move === undefined) return [];
  const isSpreading = change.state === 'propagating';
  const key = serviceKey(service.serviceId);
  const when: Condition[] = [
    { path: 'groupId', equals: change.groupId },
    { path: 'joinedRevision', equals: service.joinedRevision },
    { path: 'contacts.technical', equals: move.from },
    { path: 'revisions.technical', below: revision },
  ];
  return [
    ...ownHolderWrites(service, move, revision, isSpreading),
    {
      update: groupKey(change.groupId),
      set: { revision, ...(isSpreading && spreadingMark(change, revision)) },
      when: [{ path: 'revision', equals: group.revision }],
    },
    isSpreading
      ? { check: key, when }
      : {
          update: key,
          set: { 'contacts.technical': move.to, 'revisions.technical': revision, ownTechnical: true },
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
  isSpreading: boolean,
): Write[] {
  const { serviceId, groupId, ownTechnical } = service;
  const isFreed = ownTechnical === true && !isSpreading && from !== to;
  return [
    ...(isFreed ? [{ delete: heldServiceKey(from, serviceId) }] : []),
    { put: { ...heldServiceKey(to, serviceId), serviceId, groupId, revision } },
  ];
}

function eligibilityChecks(change: ContactChange): Write[] {
  const conditions = new Map<Nic, Condition[]>();
  for (const role of changedRoles(change)) {
    const to = change.contacts[role]?.to;
    if (to === undefined) continue;
    const known = conditions.get(to) ?? [{ path: 'status', equals: 'open' }];
    const solvent: Condition[] = [
      { path: 'voipValidated', equals: true },
      { path: 'balanceCents', atLeast: 0 },
    ];
    conditions.set(to, role === 'billing' ? [...known, ...solvent] : known);
  }
  return Array.from(conditions, ([nic, when]) => ({ check: accountKey(nic), when }));
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
