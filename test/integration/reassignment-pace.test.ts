import { operatorNic } from '../support/operator.ts';
import { describe, expect, it } from 'vitest';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { reassignmentLimits } from '../../functions/workers/run-reassignment/limits.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { ServiceId } from '../../shared/domain/identifiers.ts';
import { bytesPerUnit, partitionThroughput } from '../simulate/aws/aws-model.ts';
import { MemoryTable } from '../support/memory-table.ts';
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

/** A table that counts the write units of each partition: of a transaction two for each kilobyte of a row. */
class WrittenUnits extends MemoryTable {
  readonly units = new Map<string, number>();

  override transact(...[operations]: Parameters<MemoryTable['transact']>) {
    for (const operation of operations) {
      if (!('put' in operation)) continue;
      const { pk } = operation.put;
      const units = 2 * Math.ceil(JSON.stringify(operation.put).length / bytesPerUnit.write);
      this.units.set(pk, (this.units.get(pk) ?? 0) + units);
    }
    return super.transact(operations);
  }
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

  it('collects no more targets at once than nine tenths of what their partition takes in a second', async () => {
    const table = new WrittenUnits();
    const world = new World(table);
    await saveAllAccounts(world);
    world.reassignmentLimits = { ...reassignmentLimits, collectPageSize: 10 };
    for (let number = 0; number < 130; number++) await makeGroup(world, number, { technical: ben });
    const groupIds = Array.from({ length: 1_000 }, (_, number) => groupNumber(number));
    const reassignment = await askReassignment(world, ada, {
      from: ben,
      to: ada,
      roles: ['technical'],
      groupIds,
    });
    const partition = `REASSIGNMENT#${reassignment.reassignmentId}`;
    // A page of fifty targets writes forty rows more.
    const forLargerPage = 2 * (reassignmentLimits.collectPageSize - 10);
    let burst = 0;
    const bursts: number[] = [];
    while ((await reassignmentNow(world, reassignment)).run?.phase !== 'making') {
      const steps = world.reassignmentQueue.take();
      if ((steps[0]?.delaySeconds ?? 0) > 0) bursts.push(burst);
      if ((steps[0]?.delaySeconds ?? 0) > 0) burst = 0;
      table.units.clear();
      await world.runReassignments(steps);
      burst += (table.units.get(partition) ?? 0) + forLargerPage;
    }
    expect(bursts.length).toBeGreaterThan(1);
    expect(Math.max(...bursts)).toBeLessThan(0.9 * partitionThroughput.write);
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
      await addServices(world.effects, operatorNic, groupNumber(0), services, String);
    }
    for (let number = 1; number <= 40; number++) await makeGroup(world, number, { technical: ben });
    const reassignment = await reassignmentOver(world);
    await takeSteps(world, 10);
    expect(await countsOf(world, reassignment)).toMatchObject({ propagating: 41, members: 1_040 });
  });
});
