import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { Model } from './model.ts';
import type { ModelRequest } from './model-types.ts';

export type ModelReassignmentState =
  'awaiting-consent' | 'scheduled' | 'running' | 'ended' | 'refused' | 'expired' | 'cancelled';

/** The simplest model of a reassignment: it changes everything at once, in order. */
export interface ModelReassignment {
  readonly by: Nic;
  readonly isByOperator: boolean;
  readonly from: Nic;
  readonly to: Nic;
  readonly roles: readonly Role[];
  readonly runAt: number | undefined;
  readonly expiresAt: number;
  state: ModelReassignmentState;
  isAgreed: boolean;
}

export type AskedModelReassignment = Pick<
  ModelReassignment,
  'by' | 'isByOperator' | 'from' | 'to' | 'roles' | 'runAt'
>;

const week = 7 * 24 * 3_600_000;

/** Requests a reassignment, or returns the codes of the rules that it breaks. */
export function askModelReassignment(
  model: Model,
  asked: AskedModelReassignment,
): string[] | ModelReassignment {
  const failing: string[] = [];
  if (model.accounts.get(asked.to)?.status === 'closed') failing.push('recipient-closed');
  if (asked.from === asked.to) failing.push('nothing-to-change');
  if (asked.runAt !== undefined && asked.runAt <= model.time) failing.push('effective-time-invalid');
  if (failing.length > 0) return failing.toSorted();
  const reassignment: ModelReassignment = {
    ...asked,
    expiresAt: model.time + week,
    state: 'awaiting-consent',
    isAgreed: asked.by === asked.to,
  };
  begin(model, reassignment);
  return reassignment;
}

function begin(model: Model, reassignment: ModelReassignment): void {
  if (!reassignment.isAgreed) return;
  reassignment.state =
    reassignment.runAt !== undefined && reassignment.runAt > model.time ? 'scheduled' : 'running';
}

export function reassignmentStateOf(model: Model, reassignment: ModelReassignment): ModelReassignmentState {
  if (reassignment.state === 'awaiting-consent' && model.time >= reassignment.expiresAt)
    reassignment.state = 'expired';
  return reassignment.state;
}

/** A decision about the whole reassignment: the code of the refusal, or nothing. */
export function decideModelReassignment(
  model: Model,
  who: Nic,
  reassignment: ModelReassignment,
  decision: 'accepted' | 'refused' | 'cancelled',
): string | undefined {
  const state = reassignmentStateOf(model, reassignment);
  if (![reassignment.by, reassignment.from, reassignment.to].includes(who)) return 'not-found';
  if (decision === 'cancelled') {
    if (who !== reassignment.by) return 'not-the-requester';
    if (state === 'cancelled') return undefined;
    if (!['awaiting-consent', 'scheduled', 'running'].includes(state)) return 'state-conflict';
    reassignment.state = 'cancelled';
    return undefined;
  }
  if (who !== reassignment.to) return 'not-a-recipient';
  if (decision === 'accepted' && reassignment.isAgreed) return undefined;
  if (decision === 'refused' && state === 'refused') return undefined;
  if (state !== 'awaiting-consent') return 'state-conflict';
  if (decision === 'refused') reassignment.state = 'refused';
  else {
    reassignment.isAgreed = true;
    begin(model, reassignment);
  }
  return undefined;
}

export const startDueReassignment = (model: Model, reassignment: ModelReassignment): void => {
  if (reassignment.state === 'scheduled' && (reassignment.runAt ?? 0) <= model.time)
    reassignment.state = 'running';
};

/** What a running reassignment changes: single services first, each target as it stands when its turn comes. */
export function runModelReassignment(
  model: Model,
  reassignment: ModelReassignment,
): Map<number | undefined, ModelRequest | undefined> {
  const services = [...model.services.keys()].toSorted((a, b) => a - b);
  const maySeeGroup = reassignment.isByOperator || model.isContact(reassignment.by);
  const targets = [...services, undefined].filter(
    (service) => maySeeGroup && rolesAt(model, reassignment, service).length > 0,
  );
  return new Map(targets.map((service) => [service, changeTarget(model, reassignment, service)]));
}

function rolesAt(model: Model, { from, roles }: ModelReassignment, service: number | undefined): Role[] {
  if (service === undefined) return roles.filter((role) => model.contacts[role] === from);
  const own = model.services.get(service)?.own;
  const isAlone = own !== undefined && own.to === from && own.revision > model.lastRevisionOf('technical');
  return roles.filter((role) => role === 'technical' && isAlone);
}

/** The roles that the target would change, if the rules allow it. */
function allowedRoles(
  model: Model,
  reassignment: ModelReassignment,
  service: number | undefined,
): Role[] | undefined {
  const taken = rolesAt(model, reassignment, service);
  const isLocked = model.requests.some(
    (other) =>
      other.service === service && model.isOpen(other) && taken.some((role) => other.to[role] !== undefined),
  );
  const isAllowed = reassignment.isByOperator || reassignment.by === model.contacts.administration;
  const isEligible = taken.every((role) => model.ineligible(role, reassignment.to).length === 0);
  return taken.length === 0 || isLocked || !isAllowed || !isEligible ? undefined : taken;
}

function changeTarget(
  model: Model,
  reassignment: ModelReassignment,
  service: number | undefined,
): ModelRequest | undefined {
  // What comes first starts first, but not before a target that the rules turn down.
  if (allowedRoles(model, reassignment, service) !== undefined) model.startDue();
  const taken = allowedRoles(model, reassignment, service);
  if (taken === undefined) return undefined;
  const request: ModelRequest = {
    service,
    by: reassignment.by,
    to: Object.fromEntries(taken.map((role) => [role, reassignment.to])),
    expiresAt: model.time + week,
    effectiveAt: undefined,
    consents: new Map([[reassignment.to, 'accepted']]),
    state: 'awaiting-consent',
  };
  model.requests.push(request);
  model.settle(request);
  return request;
}
