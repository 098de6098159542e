import { describe, expect, it } from 'vitest';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { ServiceId } from '../../shared/domain/identifiers.ts';
import {
  askReassignment,
  countsOf,
  saveAllAccounts,
  groupNumber,
  reassignmentNow,
  makeGroup,
} from '../support/reassignments.ts';
import { ada, ben, World } from '../support/world.ts';

async function reassignmentOver(world: World): Promise<Reassignment> {
  return askReassignment(world, ada, { from: ben, to: ada, roles: ['technical'] });
}

/** Takes only steps of the reassignment, so its changes do not propagate meanwhile. */
async function takeSteps(world: World, count: number): Promise<void> {
  for (let step = 0; step < count; step++) await world.runReassignments();
}

describe('A reassignment', () => {
  it('starts no further target while enough of its changes propagate', async () => {
    const world = new World();
    await saveAllAccounts(world);
    for (let number = 0; number < 240; number++) await makeGroup(world, number, { technical: ben });
    const reassignment = await reassignmentOver(world);
    await takeSteps(world, 30);
    expect((await countsOf(world, reassignment)).propagating).toBe(100);
    expect((await reassignmentNow(world, reassignment)).run?.phase).toBe('making');
    await world.settle();
    expect(await countsOf(world, reassignment)).toMatchObject({ completed: 240 });
  });

  it('does not let a large group delay the small ones after it', async () => {
    const world = new World();
    await saveAllAccounts(world);
    await makeGroup(world, 0, { technical: ben }, 0);
    for (let from = 0; from < 12_000; from += 40) {
      const services = Array.from({ length: 40 }, (_, index) => ({
        serviceId: ServiceId.parse(`0044${1_000_000 + from + index}`),
        kind: 'line' as const,
      }));
      await addServices(world.effects, groupNumber(0), services, String);
    }
    for (let number = 1; number <= 40; number++) await makeGroup(world, number, { technical: ben });
    const reassignment = await reassignmentOver(world);
    await takeSteps(world, 10);
    expect(await countsOf(world, reassignment)).toMatchObject({ propagating: 41, members: 1_040 });
  });
});
