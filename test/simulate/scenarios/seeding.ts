import { newGroup, type Group } from '../../../shared/domain/group.ts';
import { ServiceId, type GroupId } from '../../../shared/domain/identifiers.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import { joinGroup } from '../../../shared/domain/service.ts';
import { joinWrites } from '../../../shared/store/join-writes.ts';
import { ada, type World } from '../../support/world.ts';

const servicesPerTransaction = 40;

/** Numbers of services, none twice. */
export class Numbers {
  #next = 10_000_000;

  next(): ServiceId {
    return ServiceId.parse(`00339${this.#next++}`);
  }
}

/** Makes a group with so many services, as the API's own writes do, without the reads before them. */
export async function seedGroup(
  world: World,
  groupId: GroupId,
  members: number,
  numbers: Numbers,
  contacts: Partial<Contacts> = {},
): Promise<Group> {
  const group = newGroup(groupId, { administration: ada, technical: ada, billing: ada, ...contacts });
  await world.stores.groups.create(group);
  for (let left = members; left > 0; left -= servicesPerTransaction) {
    const services = Array.from({ length: Math.min(left, servicesPerTransaction) }, () =>
      joinGroup(group, numbers.next(), 'line'),
    );
    await world.table.transact(
      joinWrites(group, { services, tombstones: new Map(), revision: group.revision }),
    );
  }
  return group;
}
