import { addServices } from '../../shared/commands/add-services.ts';
import { decideJob } from '../../shared/commands/decide-reassignment.ts';
import { requestReassignment } from '../../shared/commands/request-reassignment.ts';
import { cancelReassignment, decideReassignment } from '../../shared/domain/decide-reassignment.ts';
import { newGroup, type Group } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import type { Target } from '../../shared/domain/reassignment-target.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import { inChunks } from '../../shared/runtime/chunks.ts';
import { noJobCounts } from '../../shared/store/job-counts.ts';
import { ada, ben, cleo, dan, eve, nic, serviceId, World } from './world.ts';

export const groupNumber = (number: number): GroupId => GroupId.parse(`ab${10_000 + number}-ovh-1`);

/** An account for everyone. */
export const everybody = async (world: World): Promise<void> => {
  await Promise.all([ada, ben, cleo, dan, eve].map((who) => world.account(who)));
};

export const operator = nic('op1-ovh');

/** That many hours after the world's present. */
export const hoursFrom = (world: World, hours: number): Date => new Date(world.time + hours * 3_600_000);

/** Groups that `ada` administers and `ben` is the technical contact of, each of two services. */
export async function worldOfGroups(groups: number, world = new World()): Promise<World> {
  await everybody(world);
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
  for (const chunk of inChunks(wanted, 40)) await addServices(world.stores, groupId, chunk, String);
  return groupNow(world, number);
}

export async function groupNow(world: World, number: number): Promise<Group> {
  const found = await world.stores.groups.find(groupNumber(number));
  if (found === undefined) throw new Error('There is no such group.');
  return found.group;
}

export interface AskedOfJob {
  readonly from: Nic;
  readonly to: Nic;
  readonly roles: Role[];
  readonly groupIds?: GroupId[];
  readonly runAt?: Date;
  readonly consentCode?: string;
  readonly isOperator?: boolean;
}

/** A bulk job, as `who` asks for it. */
export async function askJob(
  world: World,
  who: Nic,
  { runAt, isOperator = false, ...asked }: AskedOfJob,
): Promise<Reassignment> {
  const { job } = await requestReassignment(
    world.effects,
    { nic: who, isOperator },
    { ...asked, runAt: runAt?.toISOString() },
    { isDryRun: false },
  );
  if (job === undefined) throw new Error('This was a replay.');
  return job;
}

export const decideOnJob = (
  world: World,
  who: Nic,
  { reassignmentId }: Reassignment,
  decision: 'accepted' | 'refused' = 'accepted',
) =>
  decideJob(world.effects, { nic: who, isOperator: false }, reassignmentId, (job, now) =>
    decideReassignment(job, { nic: who, decision }, now),
  );

export function cancelJob(world: World, who: Nic, { reassignmentId }: Reassignment, isOperator = false) {
  const caller = { nic: who, isOperator };
  return decideJob(world.effects, caller, reassignmentId, (job) => cancelReassignment(job, caller));
}

export async function jobNow(world: World, { reassignmentId }: Reassignment): Promise<Reassignment> {
  const job = await world.stores.reassignments.find(reassignmentId);
  if (job === undefined) throw new Error('There is no such job.');
  return job;
}

export async function outcomes(world: World, { reassignmentId }: Reassignment): Promise<readonly Target[]> {
  const page = await world.stores.reassignments.targets(reassignmentId, { limit: 1_000 });
  return page.candidates;
}

/** The counts of the job, held against its outcomes. */
export async function countsOf(world: World, job: Reassignment) {
  const counts = await world.stores.reassignments.counts(job.reassignmentId);
  const summed = { ...noJobCounts, members: counts.members };
  for (const { state } of await outcomes(world, job)) if (state !== 'pending') summed[state] += 1;
  if (JSON.stringify(summed) !== JSON.stringify(counts))
    throw new Error(`The counts are ${JSON.stringify(counts)}, the outcomes ${JSON.stringify(summed)}.`);
  return counts;
}
