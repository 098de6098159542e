import { changedRoles, type ChangeIn, type ContactChange } from './contact-change.ts';
import type { Group } from './group.ts';
import { enterPhase, type Propagation, type PropagationIn, type Tally } from './propagation.ts';
import type { Role } from './roles.ts';
import type { Service } from './service.ts';

/** Whether a member's row has the change, a later one, or neither. */
export const standing = (service: Service, change: ContactChange): Standing =>
  change.revision === undefined ? 'pending' : standingAt(service, changedRoles(change), change.revision);

export type Standing = 'applied' | 'superseded' | 'pending';

/** The same for some roles and a revision. A change that the member system is ahead of is superseded. */
export function standingAt(service: Service, roles: readonly Role[], revision: number): Standing {
  if (roles.some((role) => service.revisions[role] < revision)) return 'pending';
  const taken = roles.filter((role) => service.revisions[role] === revision);
  return taken.some((role) => service.behind[role] !== revision) ? 'applied' : 'superseded';
}

/**
 * Whether the service is a member of the change: it was in the group when the change became effective, or is the
 * single service of the change.
 */
export const isMemberOf = (
  change: Pick<ContactChange, 'revision' | 'serviceId'>,
  member: Pick<Service, 'joinedRevision' | 'serviceId'>,
): boolean =>
  (change.revision === undefined || member.joinedRevision < change.revision) &&
  (change.serviceId === undefined || change.serviceId === member.serviceId);

/** `applied + superseded + failed + pending = services`, always. */
export interface Progress extends Tally {
  readonly services: number;
  readonly pending: number;
}

/** Before a change is effective, all its services are pending. */
const notStarted = (services: number): Progress => ({
  services,
  applied: 0,
  superseded: 0,
  failed: 0,
  pending: services,
});

/**
 * The members' outcomes. Until every member was read back once, the counters and the tally both lag and may include
 * deleted members, so each part is limited to what the parts before it leave of `services`. After that only the tally
 * counts.
 */
export function progressOf(change: ContactChange, group: Group, counters: Tally): Progress {
  const { propagation } = change;
  if (propagation === undefined) return notStarted(change.serviceId === undefined ? group.serviceCount : 1);
  const services = propagation.services - (group.propagating[change.changeId]?.removed ?? 0);
  const known = knownOf(propagation, counters);
  const failed = Math.min(known.failed, services);
  const superseded = Math.min(known.superseded, services - failed);
  const applied = Math.min(known.applied, services - failed - superseded);
  return { services, applied, superseded, failed, pending: services - failed - superseded - applied };
}

function knownOf(propagation: Propagation, counters: Tally): Tally {
  if (propagation.phase === 'dispatching' || propagation.phase === 'awaiting') return counters;
  const { phase, tally } = propagation;
  return phase === 'reading-back' ? largerOf(counters, tally) : tally;
}

const largerOf = (a: Tally, b: Tally): Tally => ({
  applied: Math.max(a.applied, b.applied),
  superseded: Math.max(a.superseded, b.superseded),
  failed: Math.max(a.failed, b.failed),
});

/**
 * The completed change. A member that was deleted after it was read back is subtracted, so that the parts add up to
 * the remaining members.
 */
export function completed(
  change: ChangeIn<'rechecking'>,
  group: Group,
  now: Date,
): ContactChange & { readonly propagation: PropagationIn<'done'> } {
  const { propagation } = change;
  const removed = group.propagating[change.changeId]?.removed ?? 0;
  const services = Math.max(propagation.services - removed, 0);
  const failed = Math.min(propagation.failed, services);
  const superseded = Math.min(propagation.tally.superseded + propagation.superseded, services - failed);
  const tally = { applied: services - failed - superseded, superseded, failed };
  return {
    ...change,
    state: failed > 0 ? 'completed-with-failures' : 'completed',
    completedAt: now.toISOString(),
    propagation: enterPhase(propagation, { phase: 'done', services, tally }),
  };
}
