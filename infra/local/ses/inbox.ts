import { once } from 'node:events';
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { jsonAnswer } from '../aws-api/answers.ts';
import type { Answer } from '../aws-api/upstream.ts';
import { forward, relay } from '../lib/forward.ts';
import { listen } from '../lib/listen.ts';
import { sandboxed } from './inbox-page.ts';
import type { MailDescription } from './mail-description.ts';

/** The mail of a stack, in memory. */
export interface Inbox {
  /** Its page. `GET /store` answers the mail as JSON. */
  readonly url: string;
  /** Sends the body of a `SendEmail` request. */
  send(body: Buffer): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts an inbox if the assembly may send mail. */
export async function startInbox({ identities }: MailDescription): Promise<Inbox | undefined> {
  if (identities.length === 0) return undefined;
  // Without this process's variables, one of which would have the stand-in pass mail on.
  const worker = new Worker(new URL('inbox-thread.mjs', import.meta.url), { name: 'inbox', env: {} });
  const [port] = z.tuple([z.number()]).parse(await once(worker, 'message'));
  const standIn = `http://127.0.0.1:${port}`;
  const page = sandboxed(await (await fetch(standIn)).text());
  const server = createServer((request, response) => {
    if (request.url === '/') return response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    return forward(request, { url: new URL(request.url ?? '/', standIn), headers: request.headers })
      .then((answer) => relay(answer, response))
      .catch(() => response.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server, 0)}`,
    async send(body) {
      const response = await fetch(`${standIn}/v2/email/outbound-emails`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'AWS4-HMAC-SHA256 Credential=local' },
        body: new Uint8Array(body),
      });
      const content: unknown = await response.json();
      return response.ok ? jsonAnswer(200, content) : badRequest(response.status, content);
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await worker.terminate();
    },
  };
}

const refusal = z.object({ message: z.string().default(''), detail: z.string().default('') });

/** The stand-in names no exception. */
function badRequest(status: number, content: unknown): Answer {
  const { message, detail } = refusal.parse(content);
  return jsonAnswer(status, { __type: 'BadRequestException', message: detail === '' ? message : detail });
}
