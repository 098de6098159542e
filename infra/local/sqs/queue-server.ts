import { buildApp } from 'fauxqs';
import { Upstream } from '../aws-api/upstream.ts';
import { place } from '../cloudformation/place.ts';

/** The server of the queues and the connections to it. */
export interface QueueServer {
  readonly upstream: Upstream;
  stop(): Promise<void>;
}

/**
 * Starts the queues in this process, or connects to another server of theirs. What they hold lives in memory. They are
 * not fair: a standard queue drops the `MessageGroupId` of its messages.
 */
export async function startQueues(otherServer: string | undefined): Promise<QueueServer> {
  if (otherServer !== undefined) {
    const upstream = new Upstream(new URL(otherServer), 'sqs');
    return { upstream, stop: async () => upstream.close() };
  }
  // Not `startFauxqs`, which listens on every network interface.
  const app = buildApp({ logger: false, defaultRegion: place.region });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const upstream = new Upstream(new URL(address), 'sqs');
  return {
    upstream,
    async stop() {
      upstream.close();
      await app.close();
    },
  };
}
