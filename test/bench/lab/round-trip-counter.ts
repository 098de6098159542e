import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';
import { listen } from '../../../infra/local/lib/listen.ts';

/** So long that concurrent calls overlap. */
const delayMilliseconds = 5;

/** A call that is not counted, such as one of another function at the same time. */
export type Uncounted = (operation: string, body: string) => boolean;

/** A proxy of the database that counts round trips: concurrent calls are one. */
export class RoundTripCounter {
  readonly #server: Server;
  #underWay = 0;
  #roundTrips = 0;

  private constructor(database: Upstream, isUncounted: Uncounted) {
    this.#server = createServer((incoming, outgoing) => {
      void (async () => {
        const target = String(incoming.headers['x-amz-target']);
        const body = await buffer(incoming);
        const counts = !isUncounted(target.slice(target.indexOf('.') + 1), body.toString('utf8'));
        if (counts && this.#underWay++ === 0) this.#roundTrips += 1;
        await pause(delayMilliseconds);
        const answer = await database.send(target, 'application/x-amz-json-1.0', body);
        if (counts) this.#underWay -= 1;
        outgoing.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end(answer.body);
      })();
    });
  }

  /** Listens on a free port of this machine. */
  static async before(
    database: Upstream,
    isUncounted: Uncounted,
  ): Promise<{ counter: RoundTripCounter; url: string }> {
    const counter = new RoundTripCounter(database, isUncounted);
    const port = await listen(counter.#server, 0);
    return { counter, url: `http://127.0.0.1:${port}` };
  }

  get count(): number {
    return this.#roundTrips;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
