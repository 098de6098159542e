import { changedRoles, type ContactChange } from './contact-change.ts';
import type { Group, PropagatingMark } from './group.ts';
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

/** What an outcome in a member's row is read by. */
export interface Reached {
  readonly revision: number;
  readonly roles: readonly Role[];
  /** Whether the change propagates to those alone that failed before. */
  readonly isRetry?: true | undefined;
}

/**
 * What a member's row says of a change that propagates. `overtaken`: later revisions stand on all of its roles, and
 * nothing says that the member took it; that is `superseded`, once it is recorded. Changes from before slots are read
 * the same way: a member that took one and was overtaken before it was read back counts as superseded.
 */
export function outcomeInRow(
  service: Service,
  { revision, roles, isRetry }: Reached,
): MemberState | 'overtaken' {
  const outcomes = new Set(slotsAt(service, revision).map(({ outcome }) => outcome));
  for (const outcome of ['applied', 'failed', 'superseded'] as const)
    if (outcomes.has(outcome)) return outcome;
  const stands = standingAt(service, roles, revision);
  if (stands === 'applied' || (isRetry && !outcomes.has('pending'))) return 'applied';
  return stands === 'superseded' ? 'overtaken' : 'pending';
}

/** The same of a change that was read. */
export const outcomeOf = (service: Service, change: ContactChange & { readonly revision: number }) =>
  outcomeInRow(service, {
    revision: change.revision,
    roles: changedRoles(change),
    isRetry: change.propagation?.isRetry,
  });

/**
 * Whether the service is a member of the change: it was in the group when the change became effective, or is the single
 * service of the change.
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
 * What is known of the members' outcomes. While the change propagates, the counters and what was read back both lag
 * behind the members' rows: the larger counts, less the members that were deleted since, by their outcome. From its end
 * on it is what was recorded then.
 */
export function progressOf(change: ContactChange, group: Group, counters: Tally): Progress {
  const { propagation } = change;
  if (propagation === undefined) return notStarted(change.serviceId === undefined ? group.serviceCount : 1);
  const mark = propagation.phase === 'done' ? undefined : group.propagating[change.changeId];
  const services = propagation.services - (mark?.removed ?? 0);
  const known = withoutThoseThatLeft(knownOf(propagation, counters), mark);
  const failed = within(known.failed, services);
  const superseded = within(known.superseded, services - failed);
  const applied = within(known.applied, services - failed - superseded);
  return { services, applied, superseded, failed, pending: services - failed - superseded - applied };
}

/** An addition to the counters may be lost or made twice: no part is below nothing, or above what is left. */
const within = (known: number, most: number): number => Math.max(Math.min(known, most), 0);

/**
 * After a retry the counters count members twice: then only what was read back says how they stand. So it is of a
 * change from before slots as soon as all were read back, since a retry of it looks the same.
 */
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

/** An ended change when a member that failed has taken it after all. */
export function withFailureResolved(
  change: ContactChange,
  propagation: PropagationIn<'done'>,
): ContactChange & { readonly propagation: PropagationIn<'done'> } {
  const { applied, superseded, failed } = propagation.tally;
  const tally = { ...propagation.tally, applied: applied + 1, superseded, failed: failed - 1 };
  return {
    ...change,
    ...endOfMembers(tally.failed),
    propagation: { ...propagation, tally },
    version: change.version + 1,
  };
}

const endOfMembers = (failed: number) =>
  ({ state: failed > 0 ? 'completed-with-failures' : 'completed' }) as const;
