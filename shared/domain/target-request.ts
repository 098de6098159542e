import type { ChangeRequest } from './change-request.ts';
import { notesOf } from './contact-change.ts';
import type { Reassignment } from './reassignment.ts';
import { targetOf, type TargetName } from './reassignment-target.ts';

/** The change request of a reassignment for one target. On a single service only the technical contact changes (R1). */
export const targetRequest = (reassignment: Reassignment, { serviceId }: TargetName): ChangeRequest => ({
  requestedBy: reassignment.requestedBy,
  contacts: Object.fromEntries(
    reassignment.roles
      .filter((role) => serviceId === undefined || role === 'technical')
      .map((role) => [role, reassignment.to] as const),
  ),
  ...notesOf(reassignment),
  reassignment: {
    reassignmentId: reassignment.reassignmentId,
    isByOperator: reassignment.isByOperator,
    from: reassignment.from,
    consent: reassignment.consent,
    rolesOn: ({ group, service }) => targetOf(reassignment, group, service)?.roles ?? [],
  },
});
