import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDatabase } from '../dynamodb/database-process.ts';
import { createTables } from '../dynamodb/tables.ts';
import { Upstream } from './upstream.ts';
import { createQueues } from '../sqs/create-queues.ts';
import { startQueues } from '../sqs/queue-server.ts';
import type { Model } from '../cloudformation/model.ts';

export interface Servers {
  readonly database: Upstream;
  readonly queues: Upstream;
  stop(): Promise<void>;
}

export interface ServersOptions {
  readonly model: Model;
  /** Keeps the tables across starts. Without one, they are in memory. */
  readonly dataDirectory: string | undefined;
  readonly log: (line: string) => void;
}

function databaseFile(dataDirectory: string): string {
  return join(dataDirectory, 'table.db');
}

/**
 * Starts the servers with the assembly's tables and queues. `DYNAMODB_ENDPOINT` and `SQS_ENDPOINT` name others to use.
 */
export async function startServers({ model, dataDirectory, log }: ServersOptions): Promise<Servers> {
  if (dataDirectory !== undefined) mkdirSync(dataDirectory, { recursive: true });
  const file = dataDirectory === undefined ? undefined : databaseFile(dataDirectory);
  const queueServer = await startQueues(process.env['SQS_ENDPOINT']);
  const database = await startOrConnect(file, log).catch(async (error: unknown) => {
    await queueServer.stop();
    throw error;
  });
  const servers: Servers = {
    database: database.upstream,
    queues: queueServer.upstream,
    async stop() {
      await Promise.all([queueServer.stop(), database.stop()]);
    },
  };
  try {
    await Promise.all([
      createTables(servers.database, model.tables),
      createQueues(servers.queues, model.queues),
    ]);
  } catch (error) {
    await servers.stop();
    throw error;
  }
  return servers;
}

async function startOrConnect(file: string | undefined, log: (line: string) => void) {
  const otherServer = process.env['DYNAMODB_ENDPOINT'];
  if (otherServer === undefined) return startDatabase({ file, log });
  const upstream = new Upstream(new URL(otherServer), 'dynamodb');
  return { upstream, stop: async () => upstream.close() };
}
