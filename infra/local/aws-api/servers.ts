import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDatabase } from '../dynamodb/database-process.ts';
import { createTables } from '../dynamodb/tables.ts';
import { Upstream } from './upstream.ts';
import { createQueues } from '../sqs/create-queues.ts';
import { startQueues } from '../sqs/queue-server.ts';
import { startInbox, type Inbox } from '../ses/inbox.ts';
import { Teardown } from '../lib/teardown.ts';
import type { Model } from '../cloudformation/model.ts';

export interface Servers {
  readonly database: Upstream;
  readonly queues: Upstream;
  /** Undefined if the assembly may not send mail. */
  readonly inbox: Inbox | undefined;
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
  const teardown = new Teardown();
  const started = <Server extends { stop(): Promise<void> } | undefined>(server: Server): Server => {
    teardown.add(async () => server?.stop());
    return server;
  };
  const starting = [
    startQueues(process.env['SQS_ENDPOINT']).then(started),
    startOrConnect(file, log).then(started),
    startInbox(model.mail).then(started),
  ] as const;
  // If one fails, the others still have to be stopped.
  await Promise.allSettled(starting);
  try {
    const [queueServer, database, inbox] = await Promise.all(starting);
    await Promise.all([
      createTables(database.upstream, model.tables),
      createQueues(queueServer.upstream, model.queues),
    ]);
    return {
      database: database.upstream,
      queues: queueServer.upstream,
      inbox,
      stop: () => teardown.run(),
    };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function startOrConnect(file: string | undefined, log: (line: string) => void) {
  const otherServer = process.env['DYNAMODB_ENDPOINT'];
  if (otherServer === undefined) return startDatabase({ file, log });
  const upstream = new Upstream(new URL(otherServer), 'dynamodb');
  return { upstream, stop: async () => upstream.close() };
}
