import { describe, expect, it } from 'vitest';
import { reassignmentCandidates } from '../../shared/commands/reassignment-candidates.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { FakeMemberSystem } from '../support/fake-member-system.ts';
import {
  askReassignment,
  countsOf,
  decideOnReassignment,
  saveAllAccounts,
  groupNow,
  groupNumber,
  makeGroup,
  operator,
  outcomes,
} from '../support/reassignments.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

/** A group of `ada`'s, with some services that have their own technical contact. */
async function groupWithOwn(world: World, services: number, own: readonly number[], to = ben): Promise<void> {
  await saveAllAccounts(world);
  await makeGroup(world, 0, { technical: eve }, services);
  for (const service of own) {
    const { change } = await world.request(ada, { technical: to }, { service });
    if (to !== ada) await world.accept(to, change);
    if (service % 40 === 39) await world.settle();
  }
  await world.settle();
}

describe('A reassignment over single services, with a member system', () => {
  it('waits for room on their group, and fails none of them', async () => {
    const world = new World();
    world.memberSystem = new FakeMemberSystem();
    const services = Array.from({ length: 95 }, (_, index) => index);
    await groupWithOwn(world, 95, services);
    const reassignment = await askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
    // What is begun stays under way for many passes: only 80 changes propagate on a group at once.
    for (let step = 0; step < 60; step++) await world.runReassignments();
    expect(await countsOf(world, reassignment)).toMatchObject({ propagating: 80, failed: 0, skipped: 0 });
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 95, failed: 0, skipped: 0 });
  });

  it('moves the administration of the group only after all of them', async () => {
    const world = new World();
    world.memberSystem = new FakeMemberSystem();
    const services = Array.from({ length: 90 }, (_, index) => index);
    await groupWithOwn(world, 90, services, ada);
    await makeGroup(world, 1, {}, 0);
    const reassignment = await askReassignment(world, ada, {
      from: ada,
      to: cleo,
      roles: ['administration', 'technical'],
    });
    await decideOnReassignment(world, cleo, reassignment);
    for (let step = 0; step < 30; step++) await world.runReassignments();
    expect((await groupNow(world, 0)).contacts.administration).toBe(ada);
    await world.settle();
    const skipped = (await outcomes(world, reassignment)).filter(({ state }) => state === 'skipped');
    expect(skipped).toEqual([]);
    expect((await groupNow(world, 0)).contacts.administration).toBe(cleo);
  });

  it('uses a service’s effective contact: who is about to hold it, and not who still shows on it', async () => {
    const world = new World();
    world.memberSystem = new FakeMemberSystem();
    await groupWithOwn(world, 1, [0], cleo);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    const ask = (from: Nic) => askReassignment(world, ada, { from, to: ada, roles: ['technical'] });
    expect(await refusalOf(ask(cleo))).toEqual(['nothing-to-change']);
    const reassignment = await ask(ben);
    await world.runReassignments();
    await world.runReassignments();
    expect(await outcomes(world, reassignment)).toHaveLength(1);
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(ada);
    const [target] = await outcomes(world, reassignment);
    if (target?.changeId === undefined) throw new Error('The target has no change.');
    const { contacts } = await world.changeNow({ changeId: target.changeId });
    expect(contacts).toEqual({ technical: { from: ben, to: ada } });
  });

  it('gives a service to the nic that it still shows, and frees what it was about to hold', async () => {
    const world = new World();
    world.memberSystem = new FakeMemberSystem();
    await groupWithOwn(world, 1, [0], cleo);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    const reassignment = await askReassignment(world, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 1, failed: 0, skipped: 0 });
    expect((await world.service(0)).contacts.technical).toBe(cleo);
    const heldBy = async (nic: Nic) =>
      (await world.stores.services.findByOwnTechnicalContact(nic, { limit: 10 })).candidates.length;
    expect([await heldBy(ben), await heldBy(cleo)]).toEqual([0, 1]);
  });
});

const ofBen = { from: ben, to: cleo, roles: ['technical'] satisfies Role[] };

describe('The targets of a nic’s own reassignment', () => {
  it('reveal no group that the nic may not see', async () => {
    const world = new World();
    await saveAllAccounts(world);
    for (let number = 0; number < 30; number++) {
      const billing = number === 20 ? cleo : dan;
      await makeGroup(world, number, { administration: dan, technical: ben, billing }, 0);
    }
    const reassignment = { from: ben, requestedBy: cleo, roles: ['technical' as const], isByOperator: false };
    const page = await reassignmentCandidates(world.stores, reassignment, { limit: 1 });
    expect(page).toEqual({ candidates: [{ groupId: groupNumber(20) }], next: undefined });
    const stranger = { ...reassignment, requestedBy: eve };
    expect(await reassignmentCandidates(world.stores, stranger, { limit: 1 })).toEqual({
      candidates: [],
      next: undefined,
    });
  });

  it.each([
    ['a contact of the group asks', ada],
    ['an operator asks', operator],
  ])('are groups on which it holds a role: %s', async (_words, requestedBy) => {
    const world = new World();
    await groupWithOwn(world, 1, [0]);
    const asked = { ...ofBen, isOperator: requestedBy === operator };
    const reassignment = await askReassignment(world, requestedBy, asked);
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await outcomes(world, reassignment)).toHaveLength(1);
  });

  it('are none for the contact of a single service', async () => {
    const world = new World();
    await groupWithOwn(world, 1, [0]);
    const own = { ...ofBen, requestedBy: ben, isByOperator: false };
    expect((await reassignmentCandidates(world.stores, own, { limit: 10 })).candidates).toEqual([]);
    expect(await refusalOf(askReassignment(world, ben, ofBen))).toEqual(['nothing-to-change']);
  });
});
