import { ineligibilities, type Accounts } from './account.ts';
import { covers, type ConsentCode } from './consent-code.ts';
import {
  notesOf,
  requestLifetimeMilliseconds,
  type Consent,
  type ContactChange,
  type Moves,
  type RequestNotes,
} from './contact-change.ts';
import { timeViolations } from './future-time.ts';
import { endOf, type Group, type OpenRequest } from './group.ts';
import type { ChangeId, Nic, ReassignmentId } from './identifiers.ts';
import type { Violation } from './refusal.ts';
import { roles, type Role } from './roles.ts';
import { isStillToTakeItsOwn, type Service } from './service.ts';

export interface ChangeRequest extends RequestNotes {
  readonly requestedBy: Nic;
  readonly contacts: Readonly<Partial<Record<Role, Nic | undefined>>>;
  /** When it becomes effective. Default: at once (R9). */
  readonly effectiveAt?: Date | undefined;
  readonly codesFrom?: readonly Nic[] | undefined;
  /** Set if a reassignment requests this change for one of its targets. */
  readonly reassignment?: RequestingReassignment | undefined;
}

export interface RequestingReassignment {
  readonly reassignmentId: ReassignmentId;
  /** An operator's reassignment may change every group (R4). */
  readonly isByOperator: boolean;
  readonly from: Nic;
  readonly consent: Omit<Consent, 'roles'>;
  readonly rolesOn: (context: Pick<RequestContext, 'group' | 'service'>) => readonly Role[];
}

export interface RequestContext {
  readonly group: Group;
  readonly service?: Service | undefined;
  readonly openRequests: readonly OpenRequest[];
  readonly accounts: Accounts;
  readonly codes: ReadonlyMap<Nic, ConsentCode>;
}

/** The roles that would change, without those that the named nic already holds. */
export function movesOf(
  { contacts, reassignment }: Pick<ChangeRequest, 'contacts' | 'reassignment'>,
  context: Pick<RequestContext, 'group' | 'service'>,
): Moves {
  const moves: Moves = {};
  // `from` may hold other roles now than when the reassignment was requested.
  const held = reassignment === undefined ? roles : reassignment.rolesOn(context);
  for (const role of changeableRoles(context)) {
    const to = held.includes(role) ? contacts[role] : undefined;
    const shown = (context.service ?? context.group).contacts[role];
    // A target may not show `from` yet, if it has still to take an earlier change.
    const from = reassignment?.from ?? shown;
    if (to !== undefined && (to !== shown || isAboutToChange(context, role))) moves[role] = { from, to };
  }
  return moves;
}

/** On a line or number only the technical contact can be changed (R1); on a group all three (R2). */
const changeableRoles = ({ service }: Pick<RequestContext, 'service'>): readonly Role[] =>
  service === undefined ? roles : ['technical'];

/** The service will lose its current contact if a propagating change has yet to reach it. */
const isAboutToChange = (
  { group, service }: Pick<RequestContext, 'group' | 'service'>,
  role: Role,
): boolean =>
  service !== undefined &&
  (service.revisions[role] < group.roleRevisions[role] || isStillToTakeItsOwn(service, group));

/**
 * Every rule that the request fails (R1, R3, R4, R6, R8, R9). All are checked before anything is written (R5). Who may
 * not ask is told so, with what the request alone shows, and learns nothing about any account or request.
 */
export function requestViolations(request: ChangeRequest, context: RequestContext, now: Date): Violation[] {
  const effectiveAt = request.effectiveAt?.toISOString();
  const ofRequest = [...unchangeable(request, context), ...timeViolations('effectiveAt', effectiveAt, now)];
  if (!mayAsk(request, context)) {
    const detail = 'Only the administration contact of the group may request a change of its contacts.';
    return [{ code: 'not-administration-contact', detail }, ...ofRequest];
  }
  const moves = movesOf(request, context);
  const violations = [...ofRequest, ...recipientViolations(moves, context, now)];
  if (Object.keys(moves).length === 0 && !violations.some(({ code }) => code === 'role-not-changeable')) {
    const detail = whyNothing(request, context);
    violations.push({ code: 'nothing-to-change', pointer: '/contacts', detail });
  }
  return [...violations, ...codeViolations(request, context, moves, now)];
}

/** What the request names instead of a contact that would change. */
function whyNothing({ contacts, reassignment }: ChangeRequest, context: RequestContext): string {
  if (reassignment !== undefined) return `${reassignment.from} no longer holds any of these roles here.`;
  const changeable = changeableRoles(context);
  const held = changeable.filter((role) => contacts[role] !== undefined);
  return held.length === 0
    ? `contacts names no role. Name at least one of: ${changeable.join(', ')}.`
    : `${held.map((role) => `${contacts[role]} is already the ${role} contact.`).join(' ')} Name another nic.`;
}

const mayAsk = (
  { requestedBy, reassignment }: ChangeRequest,
  { group }: Pick<RequestContext, 'group'>,
): boolean => requestedBy === group.contacts.administration || reassignment?.isByOperator === true;

const unchangeable = ({ contacts }: ChangeRequest, context: RequestContext): Violation[] =>
  roles
    .filter((role) => contacts[role] !== undefined && !changeableRoles(context).includes(role))
    .map(roleNotChangeable);

/** Of each role that would change: the open request that holds it (R8), and what its recipient lacks (R3). */
function recipientViolations(moves: Moves, context: RequestContext, now: Date): Violation[] {
  const { group, service, openRequests, accounts } = context;
  return roles.flatMap((role) => {
    const move = moves[role];
    if (move === undefined) return [];
    const lock = openRequests.find((open) => open.role === role);
    const isOpen = lock !== undefined && endOf(lock, group, now) === undefined;
    return [...(isOpen ? [changePending(lock, service)] : []), ...ineligibilities(role, move.to, accounts)];
  });
}

const roleNotChangeable = (role: Role): Violation => ({
  code: 'role-not-changeable',
  pointer: `/contacts/${role}`,
  detail: `The ${role} contact of a single service cannot be changed. Change it on the group.`,
});

function changePending({ role, changeId }: OpenRequest, service: Service | undefined): Violation {
  const subject = service === undefined ? 'group' : 'service';
  const blocker = `The open request for the ${role} contact of this ${subject} blocks this one.`;
  const detail = `${blocker} Ask again when it has ended, or cancel it.`;
  return { code: 'change-pending', pointer: `/contacts/${role}`, changeId, detail };
}

/** All reasons give the same answer. A reason would help to guess a code. */
function codeViolations(
  request: ChangeRequest,
  context: RequestContext,
  moves: Moves,
  now: Date,
): Violation[] {
  const wanted = rolesByRecipient(moves);
  const { groupId } = context.group;
  return (request.codesFrom ?? [])
    .filter((nic) => {
      const code = context.codes.get(nic);
      const rolesTaken = wanted.get(nic);
      const isGood =
        code !== undefined &&
        rolesTaken !== undefined &&
        covers(code, { nic, roles: rolesTaken, groupIds: [groupId] }, now);
      return !isGood;
    })
    .map((nic) => ({
      code: 'consent-code-invalid',
      pointer: `/consentCodes/${nic}`,
      detail: `This is not a valid, unused consent code of ${nic} for these roles.`,
    }));
}

/** The first record of the request. Requester and owners of valid codes have consented; others are asked (R6). */
export function newChange(
  changeId: ChangeId,
  request: ChangeRequest,
  context: RequestContext,
  now: Date,
): ContactChange {
  const contacts = movesOf(request, context);
  const { group, service } = context;
  return {
    changeId,
    groupId: group.groupId,
    serviceId: service?.serviceId,
    state: 'awaiting-consent',
    contacts,
    requestedBy: request.requestedBy,
    ...notesOf(request),
    requestedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + requestLifetimeMilliseconds).toISOString(),
    effectiveAt: request.effectiveAt?.toISOString(),
    administrationRevision: group.roleRevisions.administration,
    ...(group.generation !== undefined && { generation: group.generation }),
    reassignmentId: request.reassignment?.reassignmentId,
    consents: Array.from(rolesByRecipient(contacts), ([nic, rolesTaken]) => {
      if (request.reassignment?.consent.nic === nic)
        return { ...request.reassignment.consent, roles: rolesTaken };
      const via = nic === request.requestedBy ? 'self' : context.codes.has(nic) ? 'code' : undefined;
      return consentOf(nic, rolesTaken, via, now);
    }),
    version: 1,
  };
}

const consentOf = (nic: Nic, rolesTaken: Role[], via: Consent['via'], now: Date): Consent =>
  via === undefined
    ? { nic, roles: rolesTaken, decision: 'pending' }
    : { nic, roles: rolesTaken, decision: 'accepted', via, decidedAt: now.toISOString() };

function rolesByRecipient(moves: Moves): Map<Nic, Role[]> {
  const recipients = new Map<Nic, Role[]>();
  for (const role of roles) {
    const to = moves[role]?.to;
    if (to !== undefined) recipients.set(to, [...(recipients.get(to) ?? []), role]);
  }
  return recipients;
}

/** A request on a single service has no role. */
export type EndableRequest = Pick<OpenRequest, 'changeId' | 'requestedBy'> &
  Partial<Pick<OpenRequest, 'role'>>;

/** The open requests that would end because this takes the administration from their requester (R5), each once. */
export function requestsEndedBy(
  moves: Moves,
  requestedBy: Nic,
  openRequests: readonly EndableRequest[],
): ChangeId[] {
  if (moves.administration === undefined) return [];
  const ending = openRequests.filter((open) => open.role === undefined || moves[open.role] === undefined);
  return [...new Set(ending.filter((open) => open.requestedBy === requestedBy).map((open) => open.changeId))];
}
