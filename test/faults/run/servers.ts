import { startDatabase, type DatabaseProcess } from '../../../infra/local/dynamodb/database-process.ts';
import { startQueues, type QueueServer } from '../../../infra/local/sqs/queue-server.ts';
import { gatedClients, type GatedClients } from '../gate/gated-clients.ts';
import { virtualizeTimeAndRandomness } from '../gate/virtual-time.ts';
import type { Mailboxes } from '../queues/mailboxes.ts';

/** The real database and the real queues, shared by the runs of one process. */
export interface Servers {
  readonly database: DatabaseProcess;
  readonly queues: QueueServer;
  readonly clients: GatedClients;
  /** Queues that no run uses at the moment. */
  readonly idleMailboxes: Mailboxes[];
  stop(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  virtualizeTimeAndRandomness();
  const database = await startDatabase({ file: undefined, log: () => {} });
  const queues = await startQueues(undefined);
  const clients = gatedClients({ database: database.upstream.url.href, queues: queues.upstream.url.href });
  return {
    database,
    queues,
    clients,
    idleMailboxes: [],
    async stop() {
      clients.database.destroy();
      clients.queues.destroy();
      await Promise.all([database.stop(), queues.stop()]);
    },
  };
}
