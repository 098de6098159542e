import { describe, expect, it } from 'vitest';
import { requestChange } from '../../shared/commands/request-change.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { FakeMemberSystem } from '../support/fake-member-system.ts';
import {
  askReassignment,
  countsOf,
  saveAllAccounts,
  groupNow,
  groupNumber,
  makeGroup,
  operator,
  outcomes,
  reassignmentNow,
} from '../support/reassignments.ts';
import { ada, asNic, ben, cleo, dan, eve, nic, serviceId, World } from '../support/world.ts';

/** A change of a group of many, which `ada` administers, or of one of its services. */
const askOf = (
  world: World,
  about: Parameters<typeof requestChange>[2],
  contacts: Partial<Record<Role, Nic>> = { technical: ada },
  { effectiveAt, codes = {} }: { effectiveAt?: Date; codes?: Record<string, string> } = {},
) => {
  const consentCodes = new Map(Object.entries(codes).map(([name, code]) => [nic(name), code]));
  const asked = { contacts, consentCodes, effectiveAt };
  return requestChange(world.effects, asNic(ada), about, asked, { isDryRun: false });
};

/** An operator's reassignment of the administration that `ada` holds, agreed to by `cleo`. */
const moveAdministration = async (world: World) =>
  askReassignment(world, operator, {
    from: ada,
    to: cleo,
    roles: ['administration'],
    isOperator: true,
    consentCode: await world.code(cleo, ['administration']),
  });

/** Takes steps of reassignments alone, each as late as it asks to be. */
async function takeSteps(world: World, count: number): Promise<void> {
  for (let step = 0; step < count; step++) {
    const messages = world.reassignmentQueue.take();
    world.time += 1_000 * Math.max(0, ...messages.map(({ delaySeconds = 0 }) => delaySeconds));
    await world.runReassignments(messages);
  }
}

describe('A target of a reassignment (R8)', () => {
  it('waits for overdue changes of others, which costs no attempt', async () => {
    const world = new World();
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: ben }, 240);
    const effectiveAt = new Date(world.time + 60_000);
    for (let service = 0; service < 240; service++)
      await askOf(world, { serviceId: serviceId(service) }, undefined, { effectiveAt });
    world.time += 61_000;
    const reassignment = await moveAdministration(world);
    await takeSteps(world, 20);
    expect(await outcomes(world, reassignment)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    await world.runDueWork();
    await world.settle();
    expect((await reassignmentNow(world, reassignment)).state).toBe('completed');
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 1, failed: 0, skipped: 0 });
    expect(await groupNow(world, 0)).toMatchObject({ revision: 241, contacts: { administration: cleo } });
  });

  it('waits for room, though its consent was given by a clock that is ahead', async () => {
    const world = new World();
    world.propagatingLimit = 1;
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: ben });
    await askOf(world, { groupId: groupNumber(0) });
    const steps = world.changeQueue.take();
    world.time += 3_000;
    const reassignment = await moveAdministration(world);
    world.time -= 3_000;
    await takeSteps(world, 2);
    expect(await outcomes(world, reassignment)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    await world.advance(steps);
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 1, failed: 0, skipped: 0 });
  });

  it('is skipped as group-busy after 24 hours without room, and not before', async () => {
    const world = new World();
    world.propagatingLimit = 1;
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: ben });
    await askOf(world, { groupId: groupNumber(0) });
    world.changeQueue.take();
    const reassignment = await moveAdministration(world);
    await takeSteps(world, 4);
    const { busySince = '' } = (await outcomes(world, reassignment))[0] ?? {};
    world.time = Date.parse(busySince) + 24 * 3_600_000 - 60_000;
    await takeSteps(world, 1);
    expect(await outcomes(world, reassignment)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    world.time += 60_000;
    await takeSteps(world, 1);
    expect(await outcomes(world, reassignment)).toMatchObject([
      { state: 'skipped', failure: { code: 'group-busy' } },
    ]);
    expect((await groupNow(world, 0)).contacts.administration).toBe(ada);
  });

  it('does not wait for the services of another group', async () => {
    const world = new World();
    world.propagatingLimit = 1;
    world.memberSystem = new FakeMemberSystem();
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: eve });
    await makeGroup(world, 1, { technical: eve });
    await askOf(world, { serviceId: serviceId(0) });
    await world.settle();
    await askOf(
      world,
      { groupId: groupNumber(0) },
      { billing: dan },
      { codes: { [dan]: await world.code(dan, ['billing']) } },
    );
    world.changeQueue.take();
    // The first group is full: its service is left, and so is its administration.
    const own = await world.code(cleo, ['administration', 'technical']);
    const reassignment = await askReassignment(world, operator, {
      from: ada,
      to: cleo,
      roles: ['administration', 'technical'],
      isOperator: true,
      consentCode: own,
    });
    await takeSteps(world, 6);
    const states = (await outcomes(world, reassignment)).map(({ groupId, state }) => [groupId, state]);
    expect(Object.fromEntries(states)).toMatchObject({ [groupNumber(1)]: 'propagating' });
    expect(states).toHaveLength(3);
    expect((await groupNow(world, 0)).contacts.administration).toBe(ada);
    expect((await groupNow(world, 1)).contacts.administration).toBe(cleo);
  });
});
