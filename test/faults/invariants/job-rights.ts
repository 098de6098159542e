import { changedRoles, type ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { Transition } from '../table/replica.ts';
import { mustHold } from '../violation.ts';
import type { Ledger } from './ledger.ts';
import { serviceOf, type Look } from './look.ts';

/** Clocks may be so far apart, in milliseconds. */
const tolerance = 10_000;

export interface EffectOfJob {
  readonly transitions: readonly Transition[];
  /** The group as it was before. */
  readonly group: Group;
  readonly ledger: Ledger;
  readonly look: Look;
}

/**
 * A change that a bulk job made had every right to (7): somebody asked for the job, who administers the group unless it
 * was an operator; `to` agreed to it; and nothing moved but roles of the job that `from` held at that moment.
 */
export function checkJobRights(
  change: ContactChange,
  { transitions, group, ledger, look }: EffectOfJob,
): void {
  const { changeId, groupId, serviceId, requestedBy } = change;
  const job = change.reassignmentId === undefined ? undefined : look.job(change.reassignmentId);
  mustHold(7, job !== undefined, () => `${changeId} is of a job that is not there`);
  const asked = ledger.askedJobs.get(job.reassignmentId);
  mustHold(
    7,
    asked?.requester === requestedBy && asked.isOperator === job.isByOperator,
    () => `nobody asked for the job of ${changeId} as ${requestedBy}`,
  );
  mustHold(
    7,
    asked.isOperator || group.contacts.administration === requestedBy,
    () => `${requestedBy} does not administer the group, and yet its job made ${changeId}`,
  );
  mustHold(
    7,
    job.groupIds?.includes(groupId) !== false,
    () => `${changeId} is to ${groupId}, which its job leaves out`,
  );
  mustHold(7, agrees(job, asked.code, ledger), () => `${job.to} never agreed to the job of ${changeId}`);
  const written = transitions.find(({ before }) => serviceOf(before)?.serviceId === serviceId)?.before;
  const service = serviceId === undefined ? undefined : (serviceOf(written) ?? look.service(serviceId));
  const coming = service === undefined ? undefined : comingTo(service, group, look);
  for (const role of changedRoles(change)) {
    const isOfJob = job.roles.includes(role) && change.contacts[role]?.to === job.to;
    mustHold(7, isOfJob, () => `${changeId} moves ${role} as its job does not`);
    const held = [(service ?? group).contacts[role], coming].includes(job.from);
    mustHold(7, held, () => `${job.from} was not the ${role} contact of ${changeId}`);
  }
}

/** Who is to hold the service by the last change of it alone that is effective and has yet to reach it. */
export function comingTo(
  { serviceId, revisions }: Service,
  { spreading }: Group,
  look: Look,
): Nic | undefined {
  const coming = look
    .changes()
    .filter((change) => change.serviceId === serviceId && spreading[change.changeId] !== undefined)
    .filter((change) => (change.revision ?? 0) > revisions.technical)
    .toSorted((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
  return coming.at(-1)?.contacts.technical?.to;
}

function agrees(
  { reassignmentId, to, roles, ...job }: Reassignment,
  sent: string | undefined,
  ledger: Ledger,
) {
  const code = ledger.codes.get(sent ?? '');
  const hasCode =
    code !== undefined &&
    code.nic === to &&
    roles.every((role) => code.roles.includes(role)) &&
    Date.parse(job.requestedAt) < code.expiresAt + tolerance;
  return to === job.requestedBy || hasCode || ledger.agreedJobs.has(`${reassignmentId} ${to}`);
}

/** Nothing of a job begins before its time, or once its cancellation was recorded (7). */
export function checkBegins(change: ContactChange, job: Reassignment, time: number): void {
  const { changeId } = change;
  mustHold(7, job.state === 'running', () => `${changeId} was begun while its job is ${job.state}`);
  const isTime = job.runAt === undefined || Date.parse(job.runAt) <= time + tolerance;
  mustHold(7, isTime, () => `${changeId} was begun before the time of its job`);
}
