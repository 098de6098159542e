import type { GroupWithRequests } from '../domain/group.ts';
import { GroupId } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import { targetOf, type Target, type TargetName } from '../domain/reassignment-target.ts';
import type { Service } from '../domain/service.ts';
import { sharedGroups } from './shared-groups.ts';
import type { Capabilities } from './capabilities.ts';

export interface CandidatePage {
  readonly candidates: readonly TargetName[];
  /** Set if more may follow. */
  readonly next?: string | undefined;
}

/** A target with the rows that it was read from. */
export interface FoundReassignmentTarget extends GroupWithRequests {
  readonly target: Target;
  readonly service?: Service | undefined;
}

type CandidatesOf = Pick<Reassignment, 'from' | 'roles' | 'requestedBy' | 'isByOperator'>;

interface CandidateOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

const groupsPlace = 'groups ';
const servicesPlace = 'services ';

/**
 * Pages through what `from` holds and the owner may see: single services, then groups. A page's place is always a
 * visible candidate.
 */
export async function reassignmentCandidates(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: CandidatesOf,
  { after = servicesPlace, limit }: CandidateOptions,
): Promise<CandidatePage> {
  const { groups } = capabilities;
  const { from, roles, requestedBy } = reassignment;
  if (after.startsWith(servicesPlace) && roles.includes('technical')) {
    const page = await serviceCandidates(capabilities, reassignment, restOf(after, servicesPlace), limit);
    if (page.candidates.length > 0) return page;
  }
  const options = { roles, after: groupAfter(after), limit };
  const seesAllOfThem = reassignment.isByOperator || from === requestedBy;
  const held = seesAllOfThem
    ? await groups.heldBy(from, options)
    : await sharedGroups(groups, from, requestedBy, options);
  return {
    candidates: held.groupIds.map((groupId) => ({ groupId })),
    next: held.next && groupsPlace + held.next,
  };
}

async function serviceCandidates(
  { groups, services }: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: CandidatesOf,
  after: string | undefined,
  limit: number,
): Promise<CandidatePage> {
  const found: TargetName[] = [];
  let place = after;
  for (;;) {
    const { candidates, more } = await services.findByOwnTechnicalContact(reassignment.from, {
      after: place,
      limit,
    });
    const visible = reassignment.isByOperator
      ? undefined
      : await groups.amongHeldBy(reassignment.requestedBy, new Set(candidates.map(({ groupId }) => groupId)));
    found.push(...candidates.filter(({ groupId }) => visible?.has(groupId) !== false));
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    if (!more && found.length <= limit) return { candidates: shown, next: groupsPlace };
    if (last !== undefined && found.length >= limit) return { candidates: shown, next: candidatePlace(last) };
    place = candidates.at(-1)?.serviceId;
  }
}

/** The place that follows this candidate. */
export const candidatePlace = ({ groupId, serviceId }: TargetName): string =>
  serviceId === undefined ? groupsPlace + groupId : servicesPlace + serviceId;

const groupAfter = (place: string): GroupId | undefined => {
  const rest = restOf(place, groupsPlace);
  return rest === undefined ? undefined : GroupId.parse(rest);
};

const restOf = (place: string, prefix: string): string | undefined =>
  place.startsWith(prefix) && place.length > prefix.length ? place.slice(prefix.length) : undefined;

/** The candidates that are currently targets of the reassignment, in their order. */
export async function reassignmentTargets(
  { groups, services }: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: Reassignment,
  candidates: readonly TargetName[],
): Promise<FoundReassignmentTarget[]> {
  const wanted = candidates.filter(({ groupId }) => reassignment.groupIds?.includes(groupId) !== false);
  const found = await groups.findMany([...new Set(wanted.map(({ groupId }) => groupId))]);
  const byId = new Map(found.map((one) => [one.group.groupId, one]));
  const rows = await services.findMany(wanted.flatMap(({ serviceId }) => serviceId ?? []));
  return wanted.flatMap(({ groupId, serviceId }) => {
    const known = byId.get(groupId);
    const service = serviceId === undefined ? undefined : rows.get(serviceId);
    if (known === undefined || (serviceId !== undefined && service === undefined)) return [];
    const target = targetOf(reassignment, known.group, service);
    return target === undefined ? [] : [{ ...known, target, service }];
  });
}
