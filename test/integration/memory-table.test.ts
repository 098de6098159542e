import { MemoryTable } from '../support/memory-table.ts';
import { listIndexContract } from './list-index-contract.ts';
import { tableContract } from './table-contract.ts';

const table = new MemoryTable();

tableContract('The table in memory', () => table);
listIndexContract('The table in memory', () => table);
