import { buildApp } from 'fauxqs';
import { Upstream } from '../aws-api/upstream.ts';
import { place } from '../cloudformation/place.ts';

export interface QueueServer {
  readonly upstream: Upstream;
  stop(): Promise<void>;
}

/** In this process, in memory, or another server. They are not fair queues: `MessageGroupId` is dropped. */
export async function startQueues(otherServer: string | undefined): Promise<QueueServer> {
  if (otherServer !== undefined) {
    const upstream = new Upstream(new URL(otherServer), 'sqs');
    return { upstream, stop: async () => upstream.close() };
  }
  // `startFauxqs` would listen on every network interface.
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
