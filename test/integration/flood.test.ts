import { expect, it } from 'vitest';
import { readSettings } from '../../infra/environments.ts';
import { throughputAtBirth } from '../simulate/aws/aws-model.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, cleo, groupId, World } from '../support/world.ts';

/** The routes by which a caller starts changes. */
const startingRoutes = ['requestGroupChange', 'requestServiceChange'];
/** DynamoDB counts a write of a transaction twice. */
const unitsPerWrite = 2;

/** A table that counts the rows of transactions. */
class CountingTable extends MemoryTable {
  rows = 0;

  override transact(...[operations]: Parameters<MemoryTable['transact']>) {
    this.rows += operations.length;
    return super.transact(operations);
  }
}

it('One caller at the full rate of production writes less than a new table takes', async () => {
  const table = new CountingTable();
  const world = new World(table);
  await world.group(1, { technical: ben, billing: ben });
  const code = await world.code(cleo, ['administration', 'technical', 'billing']);
  table.rows = 0;
  const { statusCode } = await new ApiInMemory(world).call(
    'requestGroupChange',
    { nic: ada },
    {
      params: { groupId },
      headers: { 'idempotency-key': 'one' },
      body: {
        contacts: { administration: cleo, technical: cleo, billing: cleo },
        consentCodes: { [cleo]: code },
      },
    },
  );
  expect(statusCode).toBe(202);
  expect(table.rows).toBe(20);
  const { writes } = readSettings('production').throttling;
  const perSecond = startingRoutes.length * writes.ratePerSecond * table.rows * unitsPerWrite;
  expect(perSecond).toBeLessThan(throughputAtBirth.write);
});
