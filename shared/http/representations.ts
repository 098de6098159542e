import type { EndedRequests } from '../commands/ended-requests.ts';
import type { Caller } from '../domain/caller.ts';
import { answeredCode, RejectionCode, type WarningCode } from '../domain/codes.ts';
import { asOf, changedRoles, notesOf, type Consent, type ContactChange } from '../domain/contact-change.ts';
import { endOf, type Group, type GroupWithRequests } from '../domain/group.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { progressOf } from '../domain/member-outcome.ts';
import { inOrder, forEachRole, rolesHeld, type Contacts } from '../domain/roles.ts';
import { isInSync, type Service } from '../domain/service.ts';
import type { Counts } from '../store/progress.ts';
import type {
  ContactChangeAnswer,
  DryRunChangeAnswer,
  GroupAnswer,
  ServiceAnswer,
} from './contract/shapes.ts';

/** Rows may have attributes of a later release, so each answer names its attributes. */

const toContacts = (contacts: Contacts): Contacts => forEachRole((role) => contacts[role]);

const toMoves = (change: ContactChange): ContactChangeAnswer['contacts'] =>
  Object.fromEntries(
    changedRoles(change).flatMap((role) => {
      const move = change.contacts[role];
      return move === undefined ? [] : [[role, { from: move.from, to: move.to }] as const];
    }),
  );

const toConsent = ({ nic, roles, decision, via, decidedAt }: Consent): Consent => ({
  nic,
  roles: inOrder(roles),
  decision,
  via,
  decidedAt,
});

const toRejection = ({ code, detail }: NonNullable<ContactChange['rejection']>) => ({
  code: answeredCode(RejectionCode, code),
  detail,
});

/** The answer for a group, as this caller sees it. A lock stays for a while after its request has ended (R5, R7). */
export const toGroup = (
  { group, openRequests }: GroupWithRequests,
  caller: Caller,
  now: Date,
): GroupAnswer => ({
  groupId: group.groupId,
  description: group.description,
  contacts: toContacts(group.contacts),
  revision: group.revision,
  serviceCount: group.serviceCount,
  yourRoles: rolesHeld(group.contacts, caller.nic),
  openChanges: [
    ...new Set(
      openRequests.filter((open) => endOf(open, group, now) === undefined).map((open) => open.changeId),
    ),
  ].toSorted(),
});

/** The answer for a service, compared with its group. */
export const toService = (service: Service, group: Group): ServiceAnswer => ({
  serviceId: service.serviceId,
  kind: service.kind,
  groupId: service.groupId,
  contacts: toContacts(service.contacts),
  inSync: isInSync(service, group),
});

const heldSinceOf = ({ propagation }: ContactChange): string | undefined =>
  propagation?.phase === 'dispatching' ? propagation.breaker?.openSince : undefined;

/** The answer for a change in its state at `now`, even if its expiry or its end was not written yet (R5, R7). */
export function toContactChange(
  stored: ContactChange,
  group: Group,
  counts: Counts,
  now: Date,
): ContactChangeAnswer {
  const change = asOf(stored, group, now);
  return {
    changeId: change.changeId,
    groupId: change.groupId,
    serviceId: change.serviceId,
    state: change.state,
    contacts: toMoves(change),
    requestedBy: change.requestedBy,
    ...notesOf(change),
    requestedAt: change.requestedAt,
    expiresAt: change.state === 'awaiting-consent' ? change.expiresAt : undefined,
    effectiveAt: change.effectiveAt,
    consents: change.consents.map(toConsent),
    revision: change.revision,
    startedAt: change.startedAt,
    completedAt: change.completedAt,
    retryRequestedAt: change.retryRequestedAt,
    heldSince: heldSinceOf(change),
    progress: progressOf(change, group, counts),
    rejection: change.rejection && toRejection(change.rejection),
    reassignmentId: change.reassignmentId,
  };
}

/** The answer of a dry run, of the change that would be recorded. */
export function toDryRunChange({
  changeId: _changeId,
  revision: _revision,
  startedAt: _startedAt,
  completedAt: _completedAt,
  ...answer
}: ContactChangeAnswer): DryRunChangeAnswer {
  return { dryRun: true, ...answer };
}

/** The warnings that a change of administration would end these open requests (R5). */
export const toWarnings = ({ named, besides, isExact }: EndedRequests) => [
  ...named.map(toWarning),
  ...(besides === 0 && isExact ? [] : [andMore(besides, isExact)]),
];

const andMore = (count: number, isExact: boolean) => ({
  code: 'and-more' as const satisfies WarningCode,
  detail: isExact
    ? `${count} more open requests will be rejected when the administration contact changes.`
    : `At least ${count} more open requests will be rejected when the administration contact changes.`,
  ...(count > 0 && { count }),
});

const toWarning = (changeId: ChangeId) => ({
  code: 'strands-open-request' as const satisfies WarningCode,
  detail: `The open request ${changeId} will be rejected when the administration contact changes.`,
  changeId,
});
