import type { ChangeRequest } from './change-request.ts';
import type { Reassignment } from './reassignment.ts';
import type { TargetName } from './reassignment-target.ts';

/** The change that a job asks for of one of its targets: on a single service for the technical contact alone (R1). */
export const requestOfJob = (job: Reassignment, { serviceId }: TargetName): ChangeRequest => ({
  requestedBy: job.requestedBy,
  contacts: Object.fromEntries(
    job.roles
      .filter((role) => serviceId === undefined || role === 'technical')
      .map((role) => [role, job.to] as const),
  ),
  reason: job.reason,
  job,
});
