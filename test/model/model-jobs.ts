import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { Model, ModelRequest } from './model.ts';

export type ModelJobState =
  'awaiting-consent' | 'scheduled' | 'running' | 'ended' | 'refused' | 'expired' | 'cancelled';

/** A bulk job, as plainly as it can be said: when it runs, everything it can change is changed, in order. */
export interface ModelJob {
  readonly by: Nic;
  readonly isByOperator: boolean;
  readonly from: Nic;
  readonly to: Nic;
  readonly roles: readonly Role[];
  readonly runAt: number | undefined;
  readonly expiresAt: number;
  state: ModelJobState;
  isAgreed: boolean;
}

export type AskedModelJob = Pick<ModelJob, 'by' | 'isByOperator' | 'from' | 'to' | 'roles' | 'runAt'>;

const week = 7 * 24 * 3_600_000;

/** A job, as it is asked for or with the codes of the rules that it breaks. */
export function askModelJob(model: Model, asked: AskedModelJob): string[] | ModelJob {
  const failing: string[] = [];
  if (model.accounts.get(asked.to)?.status === 'closed') failing.push('recipient-closed');
  if (asked.from === asked.to) failing.push('nothing-to-change');
  if (asked.runAt !== undefined && asked.runAt <= model.time) failing.push('effective-time-invalid');
  if (failing.length > 0) return failing.toSorted();
  const job: ModelJob = {
    ...asked,
    expiresAt: model.time + week,
    state: 'awaiting-consent',
    isAgreed: asked.by === asked.to,
  };
  begin(model, job);
  return job;
}

function begin(model: Model, job: ModelJob): void {
  if (!job.isAgreed) return;
  job.state = job.runAt !== undefined && job.runAt > model.time ? 'scheduled' : 'running';
}

export function jobStateOf(model: Model, job: ModelJob): ModelJobState {
  if (job.state === 'awaiting-consent' && model.time >= job.expiresAt) job.state = 'expired';
  return job.state;
}

/** A decision about the whole job: the code of the refusal, or nothing. */
export function decideModelJob(
  model: Model,
  who: Nic,
  job: ModelJob,
  decision: 'accepted' | 'refused' | 'cancelled',
): string | undefined {
  const state = jobStateOf(model, job);
  if (![job.by, job.from, job.to].includes(who)) return 'not-found';
  if (decision === 'cancelled') {
    if (who !== job.by) return 'not-the-requester';
    if (state === 'cancelled') return undefined;
    if (!['awaiting-consent', 'scheduled', 'running'].includes(state)) return 'state-conflict';
    job.state = 'cancelled';
    return undefined;
  }
  if (who !== job.to) return 'not-a-recipient';
  if (decision === 'accepted' && job.isAgreed) return undefined;
  if (decision === 'refused' && state === 'refused') return undefined;
  if (state !== 'awaiting-consent') return 'state-conflict';
  if (decision === 'refused') job.state = 'refused';
  else {
    job.isAgreed = true;
    begin(model, job);
  }
  return undefined;
}

export const startDueJob = (model: Model, job: ModelJob): void => {
  if (job.state === 'scheduled' && (job.runAt ?? 0) <= model.time) job.state = 'running';
};

/** What a running job changes: single services first, each target as it stands when its turn comes. */
export function runModelJob(
  model: Model,
  job: ModelJob,
  maySee: (service: number | undefined) => boolean,
): Map<number | undefined, ModelRequest | undefined> {
  const services = [...model.services.keys()].toSorted((a, b) => a - b);
  const targets = [...services, undefined].filter(
    (service) => rolesAt(model, job, service).length > 0 && maySee(service),
  );
  return new Map(targets.map((service) => [service, changeTarget(model, job, service)]));
}

function rolesAt(model: Model, { from, roles }: ModelJob, service: number | undefined): Role[] {
  if (service === undefined) return roles.filter((role) => model.contacts[role] === from);
  const own = model.services.get(service)?.own;
  const isAlone = own !== undefined && own.to === from && own.revision > model.lastRevisionOf('technical');
  return roles.filter((role) => role === 'technical' && isAlone);
}

function changeTarget(model: Model, job: ModelJob, service: number | undefined): ModelRequest | undefined {
  // The system starts what is overdue before the administration may move.
  if (service === undefined && job.roles.includes('administration')) model.startDue();
  const taken = rolesAt(model, job, service);
  const isLocked = model.requests.some(
    (other) =>
      other.service === service && model.isOpen(other) && taken.some((role) => other.to[role] !== undefined),
  );
  const isAllowed = job.isByOperator || job.by === model.contacts.administration;
  const isEligible = taken.every((role) => model.ineligible(role, job.to).length === 0);
  if (taken.length === 0 || isLocked || !isAllowed || !isEligible) return undefined;
  const request: ModelRequest = {
    service,
    by: job.by,
    to: Object.fromEntries(taken.map((role) => [role, job.to])),
    expiresAt: model.time + week,
    effectiveAt: undefined,
    consents: new Map([[job.to, 'accepted']]),
    state: 'awaiting-consent',
  };
  model.requests.push(request);
  model.settle(request);
  return request;
}
