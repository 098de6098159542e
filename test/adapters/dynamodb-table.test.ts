import { afterAll, beforeAll } from 'vitest';
import type { Table } from '../../shared/store/table.ts';
import { startRealTable, type RealTable } from '../support/real-table.ts';
import { tableContract } from '../integration/table-contract.ts';

let real: RealTable;

beforeAll(async () => {
  real = await startRealTable();
});
afterAll(() => real.stop());

tableContract('The table in DynamoDB', (): Table => real.table);
