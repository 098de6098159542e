import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/** Stands between a client and a server. Tells of each answer before the client gets it. */
export class InterruptingRelay {
  /** Is called when the server has carried out the request of this number, from 1. The client waits for its answer. */
  onAnswer: (count: number) => void = () => {};
  readonly url: string;
  readonly #server: Server;

  private constructor(url: string, server: Server) {
    this.url = url;
    this.#server = server;
  }

  static async start(target: string): Promise<InterruptingRelay> {
    let count = 0;
    let relay: InterruptingRelay | undefined;
    const server = createServer((request, response) => {
      const forward = async (): Promise<void> => {
        const body = await text(request);
        const { authorization, 'idempotency-key': key, 'content-type': type } = request.headers;
        const answer = await fetch(`${target}${request.url}`, {
          method: request.method ?? 'GET',
          headers: {
            ...(authorization !== undefined && { authorization }),
            ...(typeof key === 'string' && { 'idempotency-key': key }),
            ...(type !== undefined && { 'content-type': type }),
          },
          ...(body !== '' && { body }),
        });
        const answered = await answer.text();
        relay?.onAnswer((count += 1));
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
        response.end(answered);
      };
      // A client that was killed reads no answer.
      forward().catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = isAddress(address) ? address.port : 0;
    relay = new InterruptingRelay(`http://127.0.0.1:${port}`, server);
    return relay;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
