import { ineligibilities, type Accounts } from './account.ts';
import {
  requestLifetimeMilliseconds,
  type Consent,
  type ContactChange,
  type Moves,
} from './contact-change.ts';
import type { GroupWithRequests, OpenRequest } from './group.ts';
import type { ChangeId, Nic } from './identifiers.ts';
import type { Violation } from './refusal.ts';
import { roles, type Role } from './roles.ts';

/** What an administration contact asks for. */
export interface ChangeRequest {
  readonly requestedBy: Nic;
  readonly contacts: Partial<Record<Role, Nic | undefined>>;
  readonly reason?: string | undefined;
}

/** The roles that would change hands; those that the named nic already holds are left out. */
export function movesOf(request: ChangeRequest, { group }: GroupWithRequests): Moves {
  const moves: Moves = {};
  for (const role of roles) {
    const to = request.contacts[role];
    if (to !== undefined && to !== group.contacts[role]) moves[role] = { from: group.contacts[role], to };
  }
  return moves;
}

/**
 * Every rule that keeps the request from being made: who may ask (R4), who may receive (R3), one unfinished
 * request per role (R8), and that there is something to change. All are judged before anything is written (R5).
 */
export function requestViolations(
  request: ChangeRequest,
  target: GroupWithRequests,
  accounts: Accounts,
): Violation[] {
  const violations: Violation[] = [];
  if (request.requestedBy !== target.group.contacts.administration) {
    const detail = 'Only the administration contact of the group may ask for a change of its contacts.';
    violations.push({ code: 'not-administration-contact', detail });
  }
  const moves = movesOf(request, target);
  for (const role of roles) {
    const move = moves[role];
    if (move === undefined) continue;
    const pending = target.openRequests.find((open) => open.role === role);
    if (pending !== undefined) violations.push(changePending(pending));
    violations.push(...ineligibilities(role, move.to, accounts));
  }
  if (Object.keys(moves).length === 0) {
    const detail = 'The nics named already hold these roles.';
    violations.push({ code: 'nothing-to-change', pointer: '/contacts', detail });
  }
  return violations;
}

const changePending = ({ role, changeId }: OpenRequest): Violation => ({
  code: 'change-pending',
  pointer: `/contacts/${role}`,
  changeId,
  detail: `An unfinished request for the ${role} contact is in the way: ${changeId}.`,
});

/** The request as it is first recorded: the requester agrees for itself, everybody else is asked (R6). */
export function newChange(
  changeId: ChangeId,
  request: ChangeRequest,
  target: GroupWithRequests,
  now: Date,
): ContactChange {
  const contacts = movesOf(request, target);
  return {
    changeId,
    groupId: target.group.groupId,
    state: 'awaiting-consent',
    contacts,
    requestedBy: request.requestedBy,
    reason: request.reason,
    requestedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + requestLifetimeMilliseconds).toISOString(),
    consents: consentsFor(contacts, request.requestedBy, now),
    version: 1,
  };
}

function consentsFor(moves: Moves, requestedBy: Nic, now: Date): Consent[] {
  const asked = new Map<Nic, Role[]>();
  for (const role of roles) {
    const to = moves[role]?.to;
    if (to !== undefined) asked.set(to, [...(asked.get(to) ?? []), role]);
  }
  return Array.from(asked, ([nic, rolesTaken]) =>
    nic === requestedBy
      ? { nic, roles: rolesTaken, decision: 'accepted', via: 'self', decidedAt: now.toISOString() }
      : { nic, roles: rolesTaken, decision: 'pending' },
  );
}

/**
 * The open requests that would end when this one takes the administration away from their requester (R5):
 * each once, though it may hold several roles.
 */
export function strandedBy(moves: Moves, requestedBy: Nic, openRequests: readonly OpenRequest[]): ChangeId[] {
  if (moves.administration === undefined) return [];
  const stranded = openRequests.filter((open) => moves[open.role] === undefined);
  return [
    ...new Set(stranded.filter((open) => open.requestedBy === requestedBy).map((open) => open.changeId)),
  ];
}
