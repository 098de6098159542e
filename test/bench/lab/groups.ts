import { loadServices } from '../../../infra/laptop/sample/load.ts';
import { GroupId, ServiceId } from '../../../shared/domain/identifiers.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { operatorNic, type Callers } from './callers.ts';
import { departmentNics, firstContacts } from './departments.ts';
import type { Lab } from './lab.ts';

export interface BenchGroup {
  readonly groupId: GroupId;
  readonly members: readonly ServiceId[];
}

const groupsAtOnce = 4;
let groupsMade = 0;
let servicesMade = 0;

/** Creates a group of each size through the API, all with the same contacts. */
export async function makeGroups(
  callers: Callers,
  sizes: readonly number[],
  contacts: Contacts = firstContacts,
): Promise<BenchGroup[]> {
  const operator = callers.as(operatorNic);
  for (const nic of departmentNics) {
    const body = { voipValidated: true, balanceCents: 0, status: 'open' } as const;
    await operator.call(operations.putAccount, { params: { nic }, body });
  }
  const groups = sizes.map(newGroup);
  await mapConcurrently(groups, groupsAtOnce, ({ groupId }) =>
    operator.call(operations.putGroup, { params: { groupId }, body: { contacts } }),
  );
  const services = groups.flatMap(({ groupId, members }) =>
    members.map((serviceId) => ({ groupId, serviceId, kind: 'line' as const })),
  );
  await loadServices(operator, services);
  return groups;
}

/** A group that the sections of one run share: each continues with its contacts. */
export async function sharedGroup(lab: Lab, callers: Callers, size: number): Promise<BenchGroup> {
  const known = lab.sharedGroups.get(size);
  if (known !== undefined) return known;
  const group = await makeGroup(callers, size);
  lab.sharedGroups.set(size, group);
  return group;
}

export async function makeGroup(callers: Callers, size: number): Promise<BenchGroup> {
  const [group] = await makeGroups(callers, [size]);
  if (group === undefined) throw new Error('No group was made.');
  return group;
}

function newGroup(size: number): BenchGroup {
  const number = groupsMade++;
  const owner = `be${20_001 + Math.floor(number / 9_999)}-ovh`;
  return {
    groupId: GroupId.parse(`${owner}-${1 + (number % 9_999)}`),
    members: Array.from({ length: size }, () => ServiceId.parse(`0033${900_000_000 + servicesMade++}`)),
  };
}
