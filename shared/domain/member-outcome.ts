import { changedRoles, type ContactChange } from './contact-change.ts';
import { isOfSameGroup, type Group, type PropagatingMark } from './group.ts';
import { enterPhase, noTally, type Propagation, type PropagationIn, type Tally } from './propagation.ts';
import type { ChangeIn } from './contact-change.ts';
import type { Role } from './roles.ts';
import type { Service } from './service.ts';
import { slotsAt } from './slot.ts';

/** Whether a member's row has the change, a later one, or neither. */
export const standing = (service: Service, change: ContactChange): Standing =>
  change.revision === undefined ? 'pending' : standingAt(service, changedRoles(change), change.revision);

export type Standing = 'applied' | 'superseded' | 'pending';

/** The same of these roles at that revision; what the member's own system was ahead of is superseded. */
function standingAt(service: Service, roles: readonly Role[], revision: number): Standing {
  if (roles.some((role) => service.revisions[role] < revision)) return 'pending';
  const taken = roles.filter((role) => service.revisions[role] === revision);
  return taken.some((role) => service.behind[role] !== revision) ? 'applied' : 'superseded';
}

/** How a member stands with a change that was effective: `pending` until it has an outcome. */
export type MemberState = 'applied' | 'superseded' | 'failed' | 'pending';

export interface Reached {
  readonly revision: number;
  readonly roles: readonly Role[];
  readonly isRetry?: true | undefined;
}

/**
 * `overtaken`: later revisions stand on all of the change's roles (superseded, once recorded). `before-retry`: the
 * retry does not reach this member, whose outcome was superseded if that is recorded, otherwise applied.
 */
export function outcomeInRow(
  service: Service,
  { revision, roles, isRetry }: Reached,
): MemberState | 'overtaken' | 'before-retry' {
  const outcomes = new Set(slotsAt(service, revision).map(({ outcome }) => outcome));
  for (const outcome of ['applied', 'failed', 'superseded'] as const)
    if (outcomes.has(outcome)) return outcome;
  const stands = standingAt(service, roles, revision);
  if (stands === 'applied') return 'applied';
  if (isRetry && !outcomes.has('pending')) return 'before-retry';
  return stands === 'superseded' ? 'overtaken' : 'pending';
}

export const outcomeOf = (service: Service, change: ContactChange & { readonly revision: number }) =>
  outcomeInRow(service, {
    revision: change.revision,
    roles: changedRoles(change),
    isRetry: change.propagation?.isRetry,
  });

/** Whether the service was in the group when the change became effective, or is the change's single service. */
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

const notStarted = (services: number): Progress => ({
  services,
  applied: 0,
  superseded: 0,
  failed: 0,
  pending: services,
});

/** Counters and tally both lag behind the rows, so the larger counts; at the end, the tally. */
export function progressOf(change: ContactChange, group: Group, counters: Tally): Progress {
  const { propagation } = change;
  if (propagation === undefined) {
    if (change.serviceId !== undefined) return notStarted(1);
    return notStarted(isOfSameGroup(change, group) ? group.serviceCount : 0);
  }
  const mark = propagation.phase === 'done' ? undefined : group.propagating[change.changeId];
  const services = propagation.services - (mark?.removed ?? 0);
  const known = withoutThoseThatLeft(knownOf(propagation, counters), mark);
  const failed = within(known.failed, services);
  const superseded = within(known.superseded, services - failed);
  const applied = within(known.applied, services - failed - superseded);
  return { services, applied, superseded, failed, pending: services - failed - superseded - applied };
}

/** The counters and the mark are read one after the other: no part is below nothing, or above what is left. */
const within = (known: number, most: number): number => Math.max(Math.min(known, most), 0);

/** After a retry the counters count members twice, so only the tally counts. */
function knownOf(propagation: Propagation, counters: Tally): Tally {
  const tally = 'tally' in propagation ? propagation.tally : noTally;
  const { phase, slot, isRetry } = propagation;
  const isRead = !['dispatching', 'awaiting', 'reading-back'].includes(phase);
  if (phase === 'done' || isRetry || (isRead && slot === undefined)) return tally;
  return {
    applied: Math.max(counters.applied, tally.applied),
    superseded: Math.max(counters.superseded, tally.superseded),
    failed: Math.max(counters.failed, tally.failed),
  };
}

/** A member that failed and took the change after all was counted as both. */
const withoutThoseThatLeft = (known: Tally, mark: PropagatingMark | undefined): Tally =>
  mark === undefined
    ? known
    : {
        applied: known.applied - mark.removedApplied,
        superseded: known.superseded - mark.removedSuperseded,
        failed: known.failed - mark.removedFailed - mark.resolved,
      };

/** The change when the recorded outcomes were counted: whoever is left without one took it. */
export function completed(
  change: ChangeIn<'rechecking'>,
  removed: number,
  now: Date,
): ContactChange & { readonly propagation: PropagationIn<'done'> } {
  const { propagation } = change;
  const { failed } = propagation;
  const services = propagation.services - removed;
  // Superseded members of a change from before slots may have no record.
  const known = propagation.slot === undefined ? propagation.tally.superseded : propagation.superseded;
  const superseded = within(known, services - failed);
  const tally = { applied: services - failed - superseded, superseded, failed };
  return {
    ...change,
    ...endOfMembers(failed),
    completedAt: now.toISOString(),
    propagation: enterPhase(propagation, { phase: 'done', services, tally }),
  };
}

/** An ended change after a failed member took it. */
export function withFailureResolved(
  change: ContactChange,
  propagation: PropagationIn<'done'>,
): ContactChange & { readonly propagation: PropagationIn<'done'> } {
  const { applied, superseded, failed } = propagation.tally;
  const tally = { ...propagation.tally, applied: applied + 1, superseded, failed: failed - 1 };
  return {
    ...change,
    ...endOfMembers(tally.failed),
    // With the last one there is nothing left to retry.
    ...(tally.failed === 0 && { retryRequestedAt: undefined }),
    propagation: { ...propagation, tally },
    version: change.version + 1,
  };
}

const endOfMembers = (failed: number) =>
  ({ state: failed > 0 ? 'completed-with-failures' : 'completed' }) as const;
