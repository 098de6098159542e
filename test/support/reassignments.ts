import { operatorNic } from './operator.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { updateReassignment } from '../../shared/commands/update-reassignment.ts';
import { requestReassignment } from '../../shared/commands/request-reassignment.ts';
import { cancelReassignment, decideReassignment } from '../../shared/domain/decide-reassignment.ts';
import { newGroup, type Group } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import type { Target } from '../../shared/domain/reassignment-target.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import { inChunks } from '../../shared/runtime/chunks.ts';
import { noReassignmentCounts } from '../../shared/store/reassignment-counts.ts';
import { ada, ben, cleo, dan, eve, nic, serviceId, World } from './world.ts';

export const groupNumber = (number: number): GroupId => GroupId.parse(`ab${10_000 + number}-ovh-1`);

/** An account for everyone. */
export const saveAllAccounts = async (world: World): Promise<void> => {
  await Promise.all([ada, ben, cleo, dan, eve].map((who) => world.account(who)));
};

export const operator = nic('op1-ovh');

/** The time this many hours after the world's clock. */
export const hoursFrom = (world: World, hours: number): Date => new Date(world.time + hours * 3_600_000);

/** Groups that `ada` administers and `ben` is the technical contact of, each of two services. */
export async function worldOfGroups(groups: number, world = new World()): Promise<World> {
  await saveAllAccounts(world);
  await world.account(operator);
  for (let number = 0; number < groups; number++) await makeGroup(world, number, { technical: ben }, 2);
  return world;
}

/** One of many groups, with services of its own numbers. */
export async function makeGroup(
  world: World,
  number: number,
  contacts: Partial<Contacts>,
  services = 1,
): Promise<Group> {
  const groupId = groupNumber(number);
  const group = newGroup(groupId, { administration: ada, technical: ada, billing: ada, ...contacts });
  await world.stores.groups.create(group);
  const wanted = Array.from({ length: services }, (_, index) => ({
    serviceId: serviceId(number * 100 + index),
    kind: 'line' as const,
  }));
  for (const chunk of inChunks(wanted, 40))
    await addServices(world.effects, operatorNic, groupId, chunk, String);
  return groupNow(world, number);
}

export async function groupNow(world: World, number: number): Promise<Group> {
  const found = await world.stores.groups.find(groupNumber(number));
  if (found === undefined) throw new Error('There is no such group.');
  return found.group;
}

export interface AskedOfReassignment {
  readonly from: Nic;
  readonly to: Nic;
  readonly roles: Role[];
  readonly groupIds?: GroupId[];
  readonly runAt?: Date;
  readonly batch?: string;
  readonly consentCode?: string;
  readonly isOperator?: boolean;
  readonly isDryRun?: boolean;
}

/** Requests a reassignment as `who`. */
export async function askReassignment(
  world: World,
  who: Nic,
  { runAt, isOperator = false, isDryRun = false, ...asked }: AskedOfReassignment,
): Promise<Reassignment> {
  const { reassignment } = await requestReassignment(
    world.effects,
    { nic: who, isOperator },
    { ...asked, runAt: runAt?.toISOString() },
    { isDryRun },
  );
  if (reassignment === undefined) throw new Error('This was a replay.');
  return reassignment;
}

export const decideOnReassignment = (
  world: World,
  who: Nic,
  { reassignmentId }: Reassignment,
  decision: 'accepted' | 'refused' = 'accepted',
  reason?: string,
) =>
  updateReassignment(world.effects, { nic: who, isOperator: false }, reassignmentId, (reassignment, now) =>
    decideReassignment(reassignment, { nic: who, decision, reason }, now),
  );

export function cancelAsCaller(
  world: World,
  who: Nic,
  { reassignmentId }: Reassignment,
  isOperator = false,
  reason?: string,
) {
  const caller = { nic: who, isOperator };
  return updateReassignment(world.effects, caller, reassignmentId, (reassignment) =>
    cancelReassignment(reassignment, caller, reason),
  );
}

export async function reassignmentNow(world: World, { reassignmentId }: Reassignment): Promise<Reassignment> {
  const reassignment = await world.stores.reassignments.find(reassignmentId);
  if (reassignment === undefined) throw new Error('There is no such reassignment.');
  return reassignment;
}

export async function outcomes(world: World, { reassignmentId }: Reassignment): Promise<readonly Target[]> {
  const page = await world.stores.reassignments.targets(reassignmentId, { limit: 1_000 });
  return page.candidates;
}

/** The counts of the reassignment, after a comparison with its outcomes. */
export async function countsOf(world: World, reassignment: Reassignment) {
  const counts = await world.stores.reassignments.counts(reassignment.reassignmentId);
  const summed = { ...noReassignmentCounts, members: counts.members };
  for (const { state } of await outcomes(world, reassignment)) if (state !== 'pending') summed[state] += 1;
  if (JSON.stringify(summed) !== JSON.stringify(counts))
    throw new Error(`The counts are ${JSON.stringify(counts)}, the outcomes ${JSON.stringify(summed)}.`);
  return counts;
}
