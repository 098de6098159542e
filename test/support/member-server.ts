import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import * as z from 'zod';
import { listen } from '../../infra/local/lib/listen.ts';
import { ChangeId, Nic, ServiceId } from '../../shared/domain/identifiers.ts';
import { Role } from '../../shared/domain/roles.ts';

const Body = z.strictObject({
  serviceId: ServiceId,
  cause: z.enum(['change', 'join', 'resync']),
  changeId: ChangeId.optional(),
  revision: z.int().nonnegative(),
  contacts: z.partialRecord(Role, Nic),
});

export interface MemberCall {
  readonly method: string;
  readonly serviceId: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: z.infer<typeof Body>;
}

export type Answer = (call: MemberCall, response: ServerResponse) => void;

/** A member system over HTTP, with configurable answers. */
export class MemberServer {
  readonly calls: MemberCall[] = [];
  connections = 0;
  answer: Answer = (_call, response) => void response.writeHead(204).end();
  /** Of a join; `answer` is then of the others. */
  answerToJoin: Answer = (_call, response) => void response.writeHead(204).end();
  readonly #server: Server;
  #url = '';

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('connection', () => (this.connections += 1));
  }

  static async start(): Promise<MemberServer> {
    const server = new MemberServer();
    server.#url = `http://127.0.0.1:${await listen(server.#server, 0)}`;
    return server;
  }

  /** The calls about changes. */
  get changes(): MemberCall[] {
    return this.calls.filter(({ body }) => body.cause === 'change');
  }

  get url(): string {
    return this.#url;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const serviceId = /^\/services\/(\d+)\/contacts$/.exec(request.url ?? '')?.[1] ?? '';
    const call = {
      method: request.method ?? '',
      serviceId,
      id: String(request.headers['webhook-id']),
      headers: z.record(z.string(), z.string()).parse(request.headers),
      text: body,
      body: Body.parse(JSON.parse(body)),
    };
    this.calls.push(call);
    if (call.body.cause === 'join') this.answerToJoin(call, response);
    else this.answer(call, response);
  }
}

/** Whether the call was signed with the secret, to a ready-made verifier of Standard Webhooks. */
export function isSignedWith(
  secret: string,
  { headers, text: body }: Pick<MemberCall, 'headers' | 'text'>,
): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}
