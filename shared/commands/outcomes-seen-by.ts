import type { Caller } from '../domain/caller.ts';
import type { GroupId } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import type { Target } from '../domain/reassignment-target.ts';
import { targetAsSeenBy } from '../domain/sight-of-reassignments.ts';
import { groupOfTargetPlace, isTargetPlace, targetPlace } from '../store/keys.ts';
import type { TargetPage } from '../store/reassignments.ts';
import type { Capabilities } from './capabilities.ts';

type OutcomeCapabilities = Pick<Capabilities, 'reassignments' | 'groups' | 'services'>;

interface OutcomeOptions {
  readonly after: string | undefined;
  readonly limit: number;
}

/** Before the first group: groups sort after services. */
const groupsPlace = 'GROUP#';

/** Whether a page may end there. */
export const isOutcomePlace = (place: string): boolean => place === groupsPlace || isTargetPlace(place);

/**
 * Pages through the targets of a reassignment that the caller may see: single services, then groups. A call looks at a
 * bounded number of rows, so a page may be empty although more follow, and its place may be a service that the caller
 * may not see.
 */
export async function outcomesSeenBy(
  capabilities: OutcomeCapabilities,
  caller: Caller,
  reassignment: Reassignment,
  { after, limit }: OutcomeOptions,
): Promise<TargetPage> {
  const { reassignments } = capabilities;
  const { reassignmentId } = reassignment;
  if (caller.isOperator) return reassignments.targets(reassignmentId, { after, limit });
  if (after?.startsWith(groupsPlace) !== true) {
    const page = await servicesSeen(capabilities, caller, reassignment, { after, limit });
    if (page.candidates.length > 0 || page.next !== groupsPlace) return page;
  }
  const group = after === undefined ? undefined : groupOfTargetPlace(after);
  return groupsSeen(capabilities, caller, reassignment, { after: group, limit });
}

async function servicesSeen(
  capabilities: OutcomeCapabilities,
  caller: Caller,
  reassignment: Reassignment,
  { after, limit }: OutcomeOptions,
): Promise<TargetPage> {
  const page = await capabilities.reassignments.targets(reassignment.reassignmentId, { after, limit });
  const targets = page.candidates.filter(({ serviceId }) => serviceId !== undefined);
  const isLast = page.next === undefined || targets.length < page.candidates.length;
  return {
    candidates: await seen(capabilities, caller, reassignment, targets),
    next: isLast ? groupsPlace : page.next,
  };
}

/** Looks for targets among the groups of the caller, which are fewer than the targets may be. */
async function groupsSeen(
  capabilities: OutcomeCapabilities,
  caller: Caller,
  reassignment: Reassignment,
  { after, limit }: { readonly after: GroupId | undefined; readonly limit: number },
): Promise<TargetPage> {
  const { groups, reassignments } = capabilities;
  const { groupIds, next } = await groups.heldBy(caller.nic, { after, limit });
  const names = groupIds.map((groupId) => ({ groupId }));
  const targets = await reassignments.findTargets(reassignment.reassignmentId, names);
  return {
    candidates: await seen(capabilities, caller, reassignment, targets),
    next: next && targetPlace({ groupId: next }),
  };
}

async function seen(
  { groups, services }: OutcomeCapabilities,
  caller: Caller,
  reassignment: Reassignment,
  targets: readonly Target[],
): Promise<Target[]> {
  const [found, members] = await Promise.all([
    groups.findMany([...new Set(targets.map(({ groupId }) => groupId))]),
    services.findMany(targets.flatMap(({ serviceId }) => serviceId ?? [])),
  ]);
  const byId = new Map(found.map(({ group }) => [group.groupId, group]));
  return targets.flatMap((target) => {
    const { groupId, serviceId } = target;
    const service = serviceId === undefined ? undefined : members.get(serviceId);
    return targetAsSeenBy(caller, reassignment, target, { group: byId.get(groupId), service }) ?? [];
  });
}
