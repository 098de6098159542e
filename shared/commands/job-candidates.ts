import type { GroupWithRequests } from '../domain/group.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import { targetOf, type Target, type TargetName } from '../domain/reassignment-target.ts';
import type { Service } from '../domain/service.ts';
import type { GroupStore } from '../store/groups.ts';
import type { ServiceStore } from '../store/services.ts';

interface Dependencies {
  readonly groups: GroupStore;
  readonly services: ServiceStore;
}

/** What may be targets of a job, and where the page of them ended. */
export interface CandidatePage {
  readonly candidates: readonly TargetName[];
  /** The place to go on from, while more may follow. */
  readonly next?: string | undefined;
}

/** A target with all that it is a target by. */
export interface FoundJobTarget extends GroupWithRequests {
  readonly target: Target;
  readonly service?: Service | undefined;
}

const groupsPlace = 'groups ';
const servicesPlace = 'services ';

/** What `from` holds, page by page: the services that it holds alone first, then the groups. */
export async function jobCandidates(
  { groups, services }: Dependencies,
  job: Pick<Reassignment, 'from' | 'roles'>,
  { after = servicesPlace, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<CandidatePage> {
  if (after.startsWith(servicesPlace) && job.roles.includes('technical')) {
    const held = await services.heldAloneBy(job.from, { after: restOf(after, servicesPlace), limit });
    const last = held.candidates.at(-1);
    if (last !== undefined) {
      return { candidates: held.candidates, next: held.more ? candidatePlace(last) : groupsPlace };
    }
  }
  const held = await groups.heldBy(job.from, {
    roles: job.roles,
    after: restOf(after, groupsPlace),
    limit,
  });
  return {
    candidates: held.groupIds.map((groupId) => ({ groupId })),
    next: held.next && groupsPlace + held.next,
  };
}

/** The place to go on from after this candidate. */
export const candidatePlace = ({ groupId, serviceId }: TargetName): string =>
  serviceId === undefined ? groupsPlace + groupId : servicesPlace + serviceId;

const restOf = (place: string, prefix: string): string | undefined =>
  place.startsWith(prefix) && place.length > prefix.length ? place.slice(prefix.length) : undefined;

/** Those of the candidates that are targets of the job as they stand, in their order. */
export async function jobTargets(
  { groups, services }: Dependencies,
  job: Reassignment,
  candidates: readonly TargetName[],
): Promise<FoundJobTarget[]> {
  const wanted = candidates.filter(({ groupId }) => job.groupIds?.includes(groupId) !== false);
  const found = await groups.findMany([...new Set(wanted.map(({ groupId }) => groupId))]);
  const byId = new Map(found.map((one) => [one.group.groupId, one]));
  const rows = await services.findMany(wanted.flatMap(({ serviceId }) => serviceId ?? []));
  return wanted.flatMap(({ groupId, serviceId }) => {
    const known = byId.get(groupId);
    const service = serviceId === undefined ? undefined : rows.get(serviceId);
    if (known === undefined || (serviceId !== undefined && service === undefined)) return [];
    const target = targetOf(job, known.group, service);
    return target === undefined ? [] : [{ ...known, target, service }];
  });
}
