import {
  askReassignment,
  decideOnReassignment,
  saveAllAccounts,
  groupNumber,
  reassignmentNow,
} from '../../support/reassignments.ts';
import { ada, ben, cleo } from '../../support/world.ts';
import type { Settings } from '../settings.ts';
import { Simulation } from '../simulation.ts';
import { BoundWatch } from './bounds.ts';
import { figuresOf, type Figures } from './figures.ts';
import { Numbers, seedGroup } from './seeding.ts';

/** Groups have 1 to this many services in turn. */
const largestGroup = 50;
const lookMilliseconds = 250;
const limitMilliseconds = 6 * 3_600_000;

/** A reassignment of the technical contact over so many groups. */
export async function simulateManyGroups(groups: number, settings: Settings): Promise<Figures> {
  const simulation = new Simulation(settings);
  const { time, world } = simulation;
  const numbers = new Numbers();
  await saveAllAccounts(world);
  let members = 0;
  for (let number = 0; number < groups; number++) {
    const size = 1 + (number % largestGroup);
    members += size;
    await seedGroup(world, groupNumber(number), size, numbers, { technical: ben });
  }
  const startedAt = time.now;
  const reassignment = await simulation.asCaller(async (callers) => {
    const asked = await askReassignment(callers, ada, { from: ben, to: cleo, roles: ['technical'] });
    await decideOnReassignment(callers, cleo, asked);
    return asked;
  });
  simulation.start();
  const watch = new BoundWatch(simulation);
  let endedAt: number | undefined;
  const look = async (): Promise<void> => {
    const { state } = await reassignmentNow(world, reassignment);
    if (state !== 'running' && state !== 'scheduled') endedAt ??= time.now;
  };
  const everyLook = (): void => time.at(time.now + lookMilliseconds, () => void look().then(everyLook));
  everyLook();
  await time.run(() => endedAt !== undefined, limitMilliseconds);
  const counts = await world.stores.reassignments.counts(reassignment.reassignmentId);
  return { ...figuresOf(simulation, startedAt, watch), members, failed: counts.failed };
}
