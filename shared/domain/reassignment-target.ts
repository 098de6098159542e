import * as z from 'zod';
import { maySeeGroup } from './caller.ts';
import { storedCode, TargetFailureCode } from './codes.ts';
import type { Group } from './group.ts';
import { ChangeId, GroupId, ServiceId, type Nic } from './identifiers.ts';
import type { Reassignment } from './reassignment.ts';
import { Role } from './roles.ts';
import type { Service } from './service.ts';
import { storedObject } from './stored.ts';

export const TargetState = z.enum(['pending', 'propagating', 'completed', 'failed', 'skipped']).meta({
  id: 'TargetState',
  description: 'The state of a target of a reassignment: of a group, or of a single service.',
});
export type TargetState = z.infer<typeof TargetState>;

export const Target = storedObject({
  groupId: GroupId,
  serviceId: ServiceId.optional(),
  roles: z.array(Role),
  state: TargetState,
  changeId: ChangeId.optional(),
  failure: storedObject({ code: storedCode(TargetFailureCode), detail: z.string() }).optional(),
  attempts: z.int().nonnegative(),
  /** Since when it waits for other changes of its group, or for room. */
  busySince: z.iso.datetime().optional(),
  /** Of its group. */
  generation: z.int().positive().optional(),
});
export type Target = z.infer<typeof Target>;

export type TargetName = Pick<Target, 'groupId' | 'serviceId'>;

/** The reassignment's target, if `from` holds one of its roles there and the owner may see it. */
export function targetOf(reassignment: Reassignment, group: Group, service?: Service): Target | undefined {
  const owner = { nic: reassignment.requestedBy, isOperator: reassignment.isByOperator };
  if (reassignment.groupIds?.includes(group.groupId) === false) return undefined;
  if (!maySeeGroup(owner, group)) return undefined;
  const roles = reassignment.roles.filter((role) => holds(reassignment, role, group, service));
  if (roles.length === 0) return undefined;
  const { groupId, generation } = group;
  const target = { groupId, serviceId: service?.serviceId, roles, state: 'pending' as const, attempts: 0 };
  return generation === undefined ? target : { ...target, generation };
}

function holds({ from }: Reassignment, role: Role, group: Group, service: Service | undefined): boolean {
  if (service === undefined) return group.contacts[role] === from;
  return (
    role === 'technical' &&
    service.groupId === group.groupId &&
    ownTechnicalContactOf(service, group) === from
  );
}

/** Also from an effective change that has yet to reach the service, unless a change of the group will overwrite it. */
function ownTechnicalContactOf(service: Service, group: Group): Nic | undefined {
  const coming = Object.values(group.propagating)
    .filter(
      ({ serviceId, revision }) => serviceId === service.serviceId && revision > service.revisions.technical,
    )
    .toSorted((a, b) => a.revision - b.revision)
    .at(-1);
  const at = coming?.revision ?? service.revisions.technical;
  if (at < group.roleRevisions.technical) return undefined;
  if (coming !== undefined) return coming.technical;
  return service.ownTechnicalContact === true ? service.contacts.technical : undefined;
}
