import { afterAll, beforeAll } from 'vitest';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { listIndexContract } from '../integration/list-index-contract.ts';
import { tableContract } from '../integration/table-contract.ts';

let real: RealTable;

beforeAll(async () => {
  real = await startRealTable();
});
afterAll(() => real.stop());

tableContract('The table in DynamoDB', () => real.table);
listIndexContract('The table in DynamoDB', () => real.table);
