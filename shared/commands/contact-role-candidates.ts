import type { Caller } from '../domain/caller.ts';
import { ServiceId, type Nic } from '../domain/identifiers.ts';
import type { TargetName } from '../domain/reassignment-target.ts';
import { roles } from '../domain/roles.ts';
import type { Capabilities } from './capabilities.ts';
import {
  candidatePlace,
  isCandidatePlace,
  reassignmentCandidates,
  servicesPlace,
} from './reassignment-candidates.ts';

/** Where the nic may hold a role. Its rows decide. */
export interface ContactRoleCandidate extends TargetName {
  readonly place: string;
}

interface ContactRoleCandidates {
  readonly candidates: readonly ContactRoleCandidate[];
  /** The caller may not see this place: only a sealed cursor may tell it. */
  readonly next?: string | undefined;
}

interface CandidateOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

const ownPlace = 'own ';

/** Whether a page may end there. */
export const isContactRolePlace = (place: string): boolean =>
  isCandidatePlace(place) ||
  (place.startsWith(ownPlace) && ServiceId.safeParse(place.slice(ownPlace.length)).success);

/**
 * Pages through what may make `nic` a contact that the caller sees: first the single services of which the caller is
 * the technical contact itself, then those of which `nic` is, then the groups of both. A call looks at a bounded number
 * of rows, so a page may be empty although more follow.
 */
export async function contactRoleCandidates(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  caller: Caller,
  nic: Nic,
  { after, limit }: CandidateOptions,
): Promise<ContactRoleCandidates> {
  // Where a nic holds a role it sees the group or the service, so of itself it sees all.
  const seesAll = caller.isOperator || caller.nic === nic;
  if (!seesAll && (after === undefined || after.startsWith(ownPlace)))
    return ofOwnServices(capabilities, caller.nic, after?.slice(ownPlace.length), limit);
  const wanted = { from: nic, roles: [...roles], requestedBy: caller.nic, isByOperator: seesAll };
  const { candidates, next } = await reassignmentCandidates(capabilities, wanted, { after, limit });
  return { candidates: candidates.map((name) => ({ ...name, place: candidatePlace(name) })), next };
}

/** The services that the caller may see without their groups. */
async function ofOwnServices(
  { services }: Pick<Capabilities, 'services'>,
  caller: Nic,
  after: string | undefined,
  limit: number,
): Promise<ContactRoleCandidates> {
  const { candidates, more } = await services.findByOwnTechnicalContact(caller, { after, limit });
  const placed = candidates.map((name) => ({ ...name, place: ownPlace + name.serviceId }));
  return { candidates: placed, next: more ? placed.at(-1)?.place : servicesPlace };
}
