import type { ServerResponse } from 'node:http';
import { MemberServer } from '../../support/member-server.ts';

/** A member system that refuses some services, and leaves calls without an answer until the pictures are taken. */
export class PicturedMembers {
  /** The ids of services that it refuses. */
  readonly refused = new Set<string>();
  /** How many more changes it answers, by the beginning of the services' ids. All, if it is not named. */
  readonly left = new Map<string, number>();
  readonly #server: MemberServer;

  private constructor(server: MemberServer) {
    this.#server = server;
    server.answer = ({ serviceId }, response) => this.#answer(serviceId, response);
  }

  static async start(): Promise<PicturedMembers> {
    return new PicturedMembers(await MemberServer.start());
  }

  get url(): string {
    return this.#server.url;
  }

  stop(): void {
    this.#server.stop();
  }

  #answer(serviceId: string, response: ServerResponse): void {
    for (const [prefix, left] of this.left) {
      if (!serviceId.startsWith(prefix)) continue;
      if (left === 0) return;
      this.left.set(prefix, left - 1);
    }
    if (this.refused.has(serviceId)) response.writeHead(422).end('The line is being moved to another site');
    else response.writeHead(204).end();
  }
}
