import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { Model } from './model.ts';
import { isInNextYear, week } from './model-time.ts';
import { ineligible, type ModelEvent, type ModelRequest } from './model-types.ts';

export type ModelReassignmentState =
  | 'awaiting-consent'
  | 'scheduled'
  | 'running'
  | 'ended'
  | 'refused'
  | 'expired'
  | 'cancelled';

/** A group or a single service that a reassignment is to change. */
export interface ModelTarget {
  readonly group: number;
  readonly service: number | undefined;
  /** Its change, once it was made, or that the rules turned it down. */
  became?: ModelRequest | 'skipped';
}

/** The simplest model of a reassignment: it collects what is to change, and changes one after the other. */
export interface ModelReassignment {
  readonly by: Nic;
  readonly isByOperator: boolean;
  readonly from: Nic;
  readonly to: Nic;
  readonly roles: readonly Role[];
  /** The name of those that are accepted together. */
  readonly batch: string | undefined;
  readonly runAt: number | undefined;
  readonly expiresAt: number;
  state: ModelReassignmentState;
  isAgreed: boolean;
  /** What happened to it, in order. */
  readonly events: ModelEvent[];
  readonly targets: ModelTarget[];
  /** What was collected: services come first. */
  readonly collected: Set<'services' | 'groups'>;
  /** When `to` was last reminded of it. */
  remindedAt?: number;
  /** The name that the system gave it. */
  id?: string;
}

export type AskedModelReassignment = Pick<
  ModelReassignment,
  'by' | 'isByOperator' | 'from' | 'to' | 'roles' | 'batch' | 'runAt'
>;

/** Requests a reassignment, or returns the codes of the rules that it breaks. */
export function askModelReassignment(
  model: Model,
  asked: AskedModelReassignment,
): string[] | ModelReassignment {
  const failing: string[] = [];
  const targets = targetsNow(model, asked);
  const administersOne = targets.some(({ group }) => model.group(group).contacts.administration === asked.by);
  if (
    (administersOne || (asked.isByOperator && targets.length > 0)) &&
    model.accounts.get(asked.to)?.status === 'closed'
  )
    failing.push('recipient-closed');
  const isKnown = !asked.isByOperator || model.accounts.has(asked.from);
  if (!isKnown) failing.push('holder-unknown');
  if (asked.from === asked.to || (targets.length === 0 && isKnown)) failing.push('nothing-to-change');
  if (isPending(model, asked)) failing.push('reassignment-pending');
  if (asked.runAt !== undefined && !isInNextYear(model, asked.runAt)) failing.push('effective-time-invalid');
  if (failing.length > 0) return failing.toSorted();
  const reassignment: ModelReassignment = {
    ...asked,
    expiresAt: model.time + week,
    state: 'awaiting-consent',
    isAgreed: asked.by === asked.to,
    events: [['requested', asked.by]],
    targets: [],
    collected: new Set(),
  };
  begin(model, reassignment);
  model.reassignments.push(reassignment);
  return reassignment;
}

/** Whether the last one that is just like it has not ended. The system says when one that runs has. */
function isPending(model: Model, { by, from, to, roles }: AskedModelReassignment): boolean {
  const words = roles.toSorted().join();
  const last = model.reassignments.findLast(
    (one) => one.by === by && one.from === from && one.to === to && one.roles.toSorted().join() === words,
  );
  if (last === undefined) return false;
  const state = reassignmentStateOf(model, last);
  if (state !== 'running' && state !== 'ended') return state === 'awaiting-consent' || state === 'scheduled';
  return model.seen.reassignments.get(last.id ?? '')?.reassignment.state.startsWith('completed') !== true;
}

function begin(model: Model, reassignment: ModelReassignment): void {
  if (!reassignment.isAgreed) return;
  const { to, runAt, events } = reassignment;
  const isAhead = runAt !== undefined && runAt > model.time;
  reassignment.state = isAhead ? 'scheduled' : 'running';
  events.push(['consent-accepted', to], [isAhead ? 'scheduled' : 'started', to]);
}

export function reassignmentStateOf(model: Model, reassignment: ModelReassignment): ModelReassignmentState {
  if (reassignment.state === 'awaiting-consent' && model.time >= reassignment.expiresAt) {
    reassignment.state = 'expired';
    reassignment.events.push(['expired', 'system']);
  }
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
    reassignment.events.push(['cancelled', who]);
    return undefined;
  }
  if (who !== reassignment.to) return 'not-a-recipient';
  if (decision === 'accepted' && reassignment.isAgreed) return undefined;
  if (decision === 'refused' && state === 'refused') return undefined;
  const isInTime = state === 'awaiting-consent' || (decision === 'refused' && state === 'scheduled');
  if (!isInTime) return 'state-conflict';
  if (decision === 'refused') {
    reassignment.state = 'refused';
    reassignment.events.push(['consent-refused', who]);
    reassignment.isAgreed = false;
  } else {
    reassignment.isAgreed = true;
    begin(model, reassignment);
  }
  return undefined;
}

/** Starts it at its time; returns whether it started. */
export function startDueReassignment(model: Model, reassignment: ModelReassignment): boolean {
  if (reassignment.state !== 'scheduled' || (reassignment.runAt ?? 0) > model.time) return false;
  reassignment.state = 'running';
  reassignment.events.push(['started', 'system']);
  return true;
}

/** Collects what `from` holds: the single services with it as their own technical contact, or the groups. */
export function collect(model: Model, reassignment: ModelReassignment, what: 'services' | 'groups'): void {
  reassignment.collected.add(what);
  if (reassignment.state !== 'running') return;
  reassignment.targets.push(
    ...targetsNow(model, reassignment).filter(
      ({ service }) => (what === 'services') === (service !== undefined),
    ),
  );
}

/** What `from` holds now and the owner may see: single services by number, then groups. */
function targetsNow(model: Model, asked: AskedModelReassignment): ModelTarget[] {
  const services = [...model.services].toSorted(([a], [b]) => a - b);
  const candidates = [
    ...services.map(([service, { group }]) => ({ group, service })),
    ...model.groups.map((_group, group) => ({ group, service: undefined })),
  ];
  return candidates.filter((target) => rolesAt(model, asked, target).length > 0);
}

/** The roles that `from` holds there, if the owner may see the group. */
function rolesAt(
  model: Model,
  { by, isByOperator, from, roles }: AskedModelReassignment,
  { group, service }: ModelTarget,
): Role[] {
  if (model.group(group).isDeleted || (!isByOperator && !model.isContact(by, group))) return [];
  if (service === undefined) return roles.filter((role) => model.group(group).contacts[role] === from);
  const isOwn = model.services.get(service)?.group === group && model.technicalOf(service).own === from;
  return roles.filter((role) => role === 'technical' && isOwn);
}

/** The roles that the target would change, if the rules allow it. */
function allowedRoles(
  model: Model,
  reassignment: ModelReassignment,
  target: ModelTarget,
): Role[] | undefined {
  const { group, service } = target;
  const taken = rolesAt(model, reassignment, target);
  const isLocked = model.requests.some(
    (other) =>
      other.group === group &&
      other.service === service &&
      model.isOpen(other) &&
      taken.some((role) => other.to[role] !== undefined),
  );
  const isAllowed =
    reassignment.isByOperator || reassignment.by === model.group(group).contacts.administration;
  const isEligible = taken.every(
    (role) => ineligible(role, model.accounts.get(reassignment.to)).length === 0,
  );
  return taken.length === 0 || isLocked || !isAllowed || !isEligible ? undefined : taken;
}

/** Changes a target as it stands when its turn comes, or skips it. */
export function changeTarget(
  model: Model,
  reassignment: ModelReassignment,
  target: ModelTarget,
): ModelRequest | undefined {
  target.became = 'skipped';
  const { group, service } = target;
  // What comes first starts first, but not before a target that the rules turn down.
  if (reassignment.state !== 'running' || allowedRoles(model, reassignment, target) === undefined)
    return undefined;
  model.startDue(group);
  const taken = allowedRoles(model, reassignment, target);
  if (taken === undefined) return undefined;
  const request: ModelRequest = {
    group,
    generation: model.group(group).generation,
    service,
    by: reassignment.by,
    to: Object.fromEntries(taken.map((role) => [role, reassignment.to])),
    from: Object.fromEntries(taken.map((role) => [role, reassignment.from])),
    isTarget: true,
    expiresAt: model.time + week,
    effectiveAt: undefined,
    consents: new Map([[reassignment.to, 'accepted']]),
    state: 'awaiting-consent',
    events: [
      ['requested', reassignment.by],
      ['consent-accepted', reassignment.to],
    ],
  };
  model.requests.push(request);
  model.settle(request, reassignment.to);
  target.became = request;
  return request;
}
