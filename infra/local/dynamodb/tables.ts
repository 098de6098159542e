import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { UpstreamError, type Upstream } from '../aws-api/upstream.ts';
import type { TableDescription } from './table-description.ts';

const description = z.object({ Table: z.object({ TableStatus: z.string() }) });

/** Creates the tables. An existing one, in a data directory or on another server, stays as it is. */
export async function createTables(database: Upstream, tables: readonly TableDescription[]): Promise<void> {
  for (const table of tables) {
    try {
      await database.call('DynamoDB_20120810.CreateTable', table.creation);
    } catch (error) {
      if (!(error instanceof UpstreamError && error.message.includes('ResourceInUseException'))) throw error;
    }
    while (!(await isActive(database, table.name))) await pause(20);
  }
}

async function isActive(database: Upstream, name: string): Promise<boolean> {
  const answer = await database.call('DynamoDB_20120810.DescribeTable', { TableName: name });
  return description.parse(answer).Table.TableStatus === 'ACTIVE';
}
