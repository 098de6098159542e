import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { UpstreamError, type Upstream } from '../aws-api/upstream.ts';
import type { TableDescription } from './table-description.ts';

const description = z.object({
  Table: z.object({
    TableStatus: z.string(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), IndexStatus: z.string() })).default([]),
  }),
});

/**
 * Creates the tables. An existing one, in a data directory or on another server, keeps its rows and gets the indexes
 * that it lacks.
 */
export async function createTables(database: Upstream, tables: readonly TableDescription[]): Promise<void> {
  for (const table of tables) {
    try {
      await database.call('DynamoDB_20120810.CreateTable', table.creation);
    } catch (error) {
      if (!(error instanceof UpstreamError && error.message.includes('ResourceInUseException'))) throw error;
    }
    await untilActive(database, table.name);
    await addIndexes(database, table);
  }
}

/** One index at a time, as DynamoDB does. */
async function addIndexes(database: Upstream, { name, creation }: TableDescription): Promise<void> {
  const { GlobalSecondaryIndexes: existing } = await describe(database, name);
  for (const index of creation.GlobalSecondaryIndexes ?? []) {
    if (existing.some(({ IndexName }) => IndexName === index.IndexName)) continue;
    await database.call('DynamoDB_20120810.UpdateTable', {
      TableName: name,
      AttributeDefinitions: creation.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
    await untilActive(database, name);
  }
}

async function untilActive(database: Upstream, name: string): Promise<void> {
  for (;;) {
    const { TableStatus, GlobalSecondaryIndexes } = await describe(database, name);
    const statuses = [TableStatus, ...GlobalSecondaryIndexes.map(({ IndexStatus }) => IndexStatus)];
    if (statuses.every((status) => status === 'ACTIVE')) return;
    await pause(20);
  }
}

async function describe(database: Upstream, name: string) {
  const answer = await database.call('DynamoDB_20120810.DescribeTable', { TableName: name });
  return description.parse(answer).Table;
}
