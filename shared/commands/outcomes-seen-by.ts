import type { Caller } from '../domain/caller.ts';
import type { GroupId } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import type { Target } from '../domain/reassignment-target.ts';
import { targetAsSeenBy } from '../domain/sight-of-reassignments.ts';
import { groupOfTargetPlace, targetPlace } from '../store/keys.ts';
import type { TargetPage } from '../store/reassignments.ts';
import type { Capabilities } from './capabilities.ts';

type OutcomeCapabilities = Pick<Capabilities, 'reassignments' | 'groups' | 'services'>;

interface OutcomeOptions {
  readonly after: string | undefined;
  readonly limit: number;
}

/** How many targets a look reads, and the most looks for one that the caller sees. After these come the groups. */
const lookWidth = 100;
const lookLimit = 10;

/**
 * Pages through the targets of a reassignment that the caller may see: single services, then groups. A page's place is
 * always a target that it sees or a group of its own, so the cursor reveals nothing else.
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
  const group = after === undefined ? undefined : groupOfTargetPlace(after);
  if (group === undefined) {
    const page = await servicesSeen(capabilities, caller, reassignment, { after, limit });
    if (page.candidates.length > 0) return page;
  }
  return groupsSeen(capabilities, caller, reassignment, { after: group, limit });
}

async function servicesSeen(
  capabilities: OutcomeCapabilities,
  caller: Caller,
  reassignment: Reassignment,
  { after, limit }: OutcomeOptions,
): Promise<TargetPage> {
  let place = after;
  for (let look = 0; look < lookLimit; look++) {
    const page = await capabilities.reassignments.targets(reassignment.reassignmentId, {
      after: place,
      limit: lookWidth,
    });
    const targets = page.candidates.filter(({ serviceId }) => serviceId !== undefined);
    const found = (await seen(capabilities, caller, reassignment, targets)).slice(0, limit);
    const last = found.at(-1);
    if (last !== undefined) return { candidates: found, next: targetPlace(last) };
    if (page.next === undefined || targets.length < page.candidates.length) break;
    place = page.next;
  }
  return { candidates: [] };
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
