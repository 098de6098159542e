import { operatorNic } from './operator.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, type Nic } from '../../shared/domain/identifiers.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { askReassignment, decideOnReassignment, operator, outcomes } from './reassignments.ts';
import { MemoryTable } from './memory-table.ts';
import { groupId, nic, serviceId, World } from './world.ts';

/** Everybody in the scene. */
export const people = {
  stranger: nic('st1-ovh'),
  /** Was the administration contact, and requested a change and a reassignment that have ended. */
  former: nic('fo2-ovh'),
  /** Was the technical contact, until that reassignment. */
  formerTechnical: nic('ft3-ovh'),
  /** Refused a request. */
  party: nic('pa4-ovh'),
  /** Was the technical contact of one service alone, until a reassignment. */
  formerOfOneService: nic('fs5-ovh'),
  /** Is the technical contact of that service, by that reassignment. */
  ofOneService: nic('on5-ovh'),
  /** Is asked to become the billing contact. */
  recipient: nic('re6-ovh'),
  /** Is asked to replace the technical contact by a reassignment. */
  heir: nic('he7-ovh'),
  technical: nic('te8-ovh'),
  billing: nic('bi9-ovh'),
  administration: nic('ad1-ovh'),
  operator,
} as const satisfies Record<string, Nic>;

/** Accounts that are not eligible, of nics that have nothing to do with the group. */
export const ineligible = { indebted: nic('in1-ovh'), closed: nic('cl1-ovh') };

/** Of the one in debt; known to operators alone. */
export const address = 'telephony@example.com';

/** The batch of the reassignment that waits. */
export const batch = 'moves of March';

/** Another customer, and its group. */
export const other = { nic: nic('ot1-ovh'), groupId: GroupId.parse('ot1-ovh-1'), serviceId: serviceId(90) };

const { former, formerTechnical, party, formerOfOneService, ofOneService, recipient, heir } = people;
const { technical, billing, administration } = people;

type ChangeName = 'moved' | 'past' | 'own' | 'replaced' | 'refused' | 'open';

/** The changes and reassignments of the scene, and a copy of the world that they were made in. */
export interface Scene {
  readonly ids: Readonly<Record<ChangeName | 'done' | 'single' | 'waiting', string>>;
  readonly copy: () => Promise<World>;
}

/** A group of two services with a past, beside another customer's. */
export async function makeScene(): Promise<Scene> {
  const world = new World();
  for (const who of [...Object.values(people), other.nic]) await world.account(who);
  await world.account(ineligible.indebted, { balanceCents: -1, email: address });
  await world.account(ineligible.closed, { status: 'closed' });
  const first = { administration: former, technical: formerTechnical, billing };
  const others = { administration: other.nic, technical: other.nic, billing: other.nic };
  await world.stores.groups.create(newGroup(groupId, first));
  await world.stores.groups.create(newGroup(other.groupId, others));
  await world.join(0, 1);
  await addServices(
    world.effects,
    operatorNic,
    other.groupId,
    [{ serviceId: other.serviceId, kind: 'line' }],
    String,
  );

  const done = await askReassignment(world, former, {
    from: formerTechnical,
    to: technical,
    roles: ['technical'],
  });
  await decideOnReassignment(world, technical, done);
  await world.settle();
  const past = await world.effectiveChange(former, { administration });
  await world.settle();
  const { change: own } = await world.request(
    administration,
    { technical: formerOfOneService },
    { service: 1 },
  );
  await world.accept(formerOfOneService, own);
  const ofService = { from: formerOfOneService, to: ofOneService, roles: ['technical' as const] };
  const single = await askReassignment(world, administration, ofService);
  await decideOnReassignment(world, ofOneService, single);
  await world.settle();
  const { change: refused } = await world.request(administration, { technical: party });
  await world.refuse(party, refused);
  const { change: open } = await world.request(administration, { billing: recipient });
  const asked = { from: technical, to: heir, roles: ['technical' as const] };
  const groupIds = [groupId, other.groupId];
  const waiting = await askReassignment(world, administration, { ...asked, groupIds, batch });
  await world.settle();
  if (!(world.table instanceof MemoryTable)) throw new Error('The table is not in memory.');
  const items = world.table.items();
  return {
    ids: {
      moved: await changeOf(world, done),
      past: past.changeId,
      own: own.changeId,
      replaced: await changeOf(world, single),
      refused: refused.changeId,
      open: open.changeId,
      done: done.reassignmentId,
      single: single.reassignmentId,
      waiting: waiting.reassignmentId,
    },
    async copy() {
      const copy = new World(MemoryTable.of(items));
      copy.time = world.time + 1_000;
      return copy;
    },
  };
}

/** The change of a reassignment's only target. */
async function changeOf(world: World, reassignment: Reassignment): Promise<string> {
  const [target] = await outcomes(world, reassignment);
  if (target?.changeId === undefined) throw new Error('The reassignment made no change.');
  return target.changeId;
}
