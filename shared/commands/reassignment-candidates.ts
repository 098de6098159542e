import type { GroupWithRequests } from '../domain/group.ts';
import { GroupId, ServiceId } from '../domain/identifiers.ts';
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

type CandidatesOf = Pick<Reassignment, 'from' | 'roles' | 'requestedBy' | 'isByOperator' | 'groupIds'>;

interface CandidateOptions {
  readonly after?: string | undefined;
  readonly limit: number;
}

const groupsPlace = 'groups ';
/** Before the first of all. */
export const servicesPlace = 'services ';

/** How many services a look reads at least, visible or not. */
const lookWidth = 100;

/**
 * Pages through what `from` holds and the owner may see: first the services with `from` as their own technical
 * contact, then the groups, or those that are named. A call looks at a bounded number of rows, so a page may be empty
 * although more follow, and its place may be one that the owner may not see.
 */
export async function reassignmentCandidates(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: CandidatesOf,
  { after = servicesPlace, limit }: CandidateOptions,
): Promise<CandidatePage> {
  const { groups } = capabilities;
  const { from, roles, requestedBy, groupIds } = reassignment;
  if (after.startsWith(servicesPlace) && roles.includes('technical')) {
    const page = await lookAtServices(capabilities, reassignment, restOf(after, servicesPlace), limit);
    if (page.candidates.length > 0 || page.next !== groupsPlace) return page;
  }
  if (groupIds !== undefined) return namedGroups(groupIds, groupAfter(after), limit);
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

/** A page of the groups that the reassignment names. Whether `from` holds anything there is seen in their rows. */
function namedGroups(groupIds: readonly GroupId[], after: GroupId | undefined, limit: number): CandidatePage {
  const left = groupIds.toSorted().filter((groupId) => after === undefined || groupId > after);
  const candidates = left.slice(0, limit).map((groupId) => ({ groupId }));
  const last = left.length > limit ? candidates.at(-1) : undefined;
  return { candidates, next: last && candidatePlace(last) };
}

interface ServicePage extends CandidatePage {
  readonly next: string;
}

async function lookAtServices(
  { groups, services }: Pick<Capabilities, 'groups' | 'services'>,
  { from, requestedBy, isByOperator }: CandidatesOf,
  after: string | undefined,
  limit: number,
): Promise<ServicePage> {
  const width = Math.max(lookWidth, limit);
  const { candidates, more } = await services.findByOwnTechnicalContact(from, { after, limit: width });
  const visible = isByOperator
    ? undefined
    : await groups.amongHeldBy(requestedBy, new Set(candidates.map(({ groupId }) => groupId)));
  const found = candidates.filter(({ groupId }) => visible?.has(groupId) !== false);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : more ? candidates.at(-1) : undefined;
  return { candidates: shown, next: last === undefined ? groupsPlace : candidatePlace(last) };
}

/** A page of candidates that are currently targets. It may be empty although more follow. */
export interface TargetPage {
  readonly candidates: readonly FoundReassignmentTarget[];
  readonly next?: string | undefined;
}

export async function targetPage(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: Reassignment,
  options: CandidateOptions,
): Promise<TargetPage> {
  const { candidates, next } = await reassignmentCandidates(capabilities, reassignment, options);
  return { candidates: await reassignmentTargets(capabilities, reassignment, candidates), next };
}

/** The place that follows this candidate. */
export const candidatePlace = ({ groupId, serviceId }: TargetName): string =>
  serviceId === undefined ? groupsPlace + groupId : servicesPlace + serviceId;

/** Whether a page may end there. */
export const isCandidatePlace = (place: string): boolean => {
  if (place === servicesPlace || place === groupsPlace) return true;
  const [groupId, serviceId] = [restOf(place, groupsPlace), restOf(place, servicesPlace)];
  return GroupId.safeParse(groupId).success || ServiceId.safeParse(serviceId).success;
};

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
