import { describe, expect, it } from 'vitest';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { ServiceId } from '../../shared/domain/identifiers.ts';
import { askJob, countsOf, everybody, groupNumber, jobNow, makeGroup } from '../support/jobs.ts';
import { ada, ben, World } from '../support/world.ts';

async function jobOver(world: World): Promise<Reassignment> {
  return askJob(world, ada, { from: ben, to: ada, roles: ['technical'] });
}

/** Takes steps of the job alone: what it has begun propagates no further meanwhile. */
async function takeSteps(world: World, count: number): Promise<void> {
  for (let step = 0; step < count; step++) await world.runJobs();
}

describe('A job', () => {
  it('begins no more while enough of its changes are propagating', async () => {
    const world = new World();
    await everybody(world);
    for (let number = 0; number < 240; number++) await makeGroup(world, number, { technical: ben });
    const job = await jobOver(world);
    await takeSteps(world, 30);
    expect((await countsOf(world, job)).propagating).toBe(100);
    expect((await jobNow(world, job)).run?.phase).toBe('making');
    await world.settle();
    expect(await countsOf(world, job)).toMatchObject({ completed: 240 });
  });

  it('does not let a large group keep the small ones waiting that come after it', async () => {
    const world = new World();
    await everybody(world);
    await makeGroup(world, 0, { technical: ben }, 0);
    for (let from = 0; from < 12_000; from += 40) {
      const services = Array.from({ length: 40 }, (_, index) => ({
        serviceId: ServiceId.parse(`0044${1_000_000 + from + index}`),
        kind: 'line' as const,
      }));
      await addServices(world.stores, groupNumber(0), services, String);
    }
    for (let number = 1; number <= 40; number++) await makeGroup(world, number, { technical: ben });
    const job = await jobOver(world);
    await takeSteps(world, 10);
    expect(await countsOf(world, job)).toMatchObject({ propagating: 41, members: 1_040 });
  });
});
