import { newGroup } from '../../shared/domain/group.ts';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { FakeMemberSystem } from '../support/fake-member-system.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ineligible, makeScene, other, people } from '../support/scene.ts';
import { groupId, serviceId, World } from '../support/world.ts';
import { components } from './requests.ts';
import type { Known } from './schema-arbitrary.ts';

/** A world in which every operation can succeed, and what exists in it. */
export interface FuzzedWorld {
  readonly known: Known;
  readonly copy: () => Promise<World>;
}

/** The scene, with a failed change, an empty group, a free service and a resync besides. */
export async function makeFuzzedWorld(): Promise<FuzzedWorld> {
  const scene = await makeScene();
  const world = await scene.copy();
  const { administration, heir, recipient } = people;
  await world.join(2);
  const empty = GroupId.parse('em1-ovh-1');
  await world.stores.groups.create(newGroup(empty, (await world.groupNow()).contacts));
  const failed = await failedChange(world);
  const resyncId = await resync(world);
  const codeId = await consentCode(world);
  await world.settle();
  if (!(world.table instanceof MemoryTable)) throw new Error('The table is not in memory.');
  const items = world.table.items();
  const { done, single, waiting, ...changes } = scene.ids;
  const often = [heir, recipient];
  const services = [serviceId(0), serviceId(1), serviceId(2), other.serviceId];
  const values = {
    Nic: [...often, ...Object.values(people), ...Object.values(ineligible), other.nic],
    GroupId: [groupId, groupId, groupId, other.groupId, empty],
    ServiceId: services,
    GivenServiceId: services,
    ChangeId: [...Object.values(changes), failed, failed, changes.open, changes.open, changes.open],
    ReassignmentId: [done, single, waiting, waiting],
    ResyncId: [resyncId],
    CodeId: [codeId],
  };
  return {
    known: { components, values, administration, now: world.time },
    async copy() {
      const copy = new World(MemoryTable.of(items));
      copy.memberSystem = new FakeMemberSystem();
      copy.time = world.time;
      return copy;
    },
  };
}

/** A change of one service that the member system refused. */
async function failedChange(world: World): Promise<string> {
  const { administration, heir } = people;
  const system = new FakeMemberSystem();
  system.answer = () => ({ kind: 'refused', code: 'member-system-refused', detail: 'No.' });
  world.memberSystem = system;
  const { change } = await world.request(administration, { technical: heir }, { service: 0 });
  await world.accept(heir, change);
  await world.settle();
  const { state, changeId } = await world.changeNow(change);
  if (state !== 'completed-with-failures') throw new Error(`The change is ${state}.`);
  return changeId;
}

async function resync(world: World): Promise<string> {
  world.memberSystem = new FakeMemberSystem();
  const api = new ApiInMemory(world);
  const { body } = await api.call('resyncMembers', { nic: people.operator, isOperator: true });
  return operations.resyncMembers.answer.parse(JSON.parse(body ?? '')).resyncId;
}

/** A live consent code of the administration contact. */
async function consentCode(world: World): Promise<string> {
  const api = new ApiInMemory(world);
  const asked = { body: { roles: ['technical'] } };
  const { body } = await api.call('createConsentCode', { nic: people.administration }, asked);
  return operations.createConsentCode.answer.parse(JSON.parse(body ?? '')).codeId;
}
