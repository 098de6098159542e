import { ineligibilities, type Accounts } from '../domain/account.ts';
import { movesOf, requestViolations } from '../domain/change-request.ts';
import { changedRoles, type Moves } from '../domain/contact-change.ts';
import type { OpenRequest } from '../domain/group.ts';
import type { ServiceId } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import type { Target } from '../domain/reassignment-target.ts';
import { targetRequest } from '../domain/target-request.ts';
import type { Violation } from '../domain/refusal.ts';
import type { FoundReassignmentTarget } from './reassignment-candidates.ts';
import type { Capabilities } from './capabilities.ts';

/** The contacts that would change, or every rule that would prevent it. */
export interface Previewed {
  readonly target: Target;
  readonly contacts: Moves;
  readonly errors: readonly Violation[];
}

/** Previews targets by the same rules that apply when their turn comes. */
export async function previewTargets(
  { services, clock }: Pick<Capabilities, 'services' | 'clock'>,
  reassignment: Reassignment,
  found: readonly FoundReassignmentTarget[],
  accounts: Accounts,
): Promise<Previewed[]> {
  const onServices = await services.openRequests(found.flatMap(({ target }) => target.serviceId ?? []));
  return found.map((one) => {
    const request = targetRequest(reassignment, one.target);
    const openRequests = requestsOn(one, onServices);
    const context = { ...one, openRequests, accounts, codes: new Map() };
    const errors = requestViolations(request, context, clock.now());
    return { target: one.target, contacts: movesOf(request, context), errors };
  });
}

/** How `to`, which is to decide, sees targets: with the rules that it fails itself, and nothing of others' requests. */
export const previewForRecipient = (
  reassignment: Reassignment,
  found: readonly FoundReassignmentTarget[],
  accounts: Accounts,
): Previewed[] =>
  found.map((one) => {
    const contacts = movesOf(targetRequest(reassignment, one.target), one);
    const errors = changedRoles({ contacts }).flatMap((role) =>
      ineligibilities(role, reassignment.to, accounts),
    );
    return { target: one.target, contacts, errors };
  });

/** The locks of the group, or of the service that is a target by itself. */
function requestsOn(
  { service, openRequests }: FoundReassignmentTarget,
  onServices: ReadonlyMap<ServiceId, OpenRequest>,
): readonly OpenRequest[] {
  if (service === undefined) return openRequests;
  const open = onServices.get(service.serviceId);
  return open === undefined ? [] : [open];
}
