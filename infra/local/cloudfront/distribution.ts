import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { listen } from '../lib/listen.ts';
import { compress } from './compress.ts';
import type { BehaviorDescription, DistributionDescription } from './distribution-description.ts';
import { originOf, type Origin, type OriginAnswer, type OriginsOptions } from './origins.ts';

export interface DistributionOptions extends Omit<OriginsOptions, 'distributionArn'> {
  readonly description: DistributionDescription;
  /** What answers below a path in place of the distribution, by the beginning of the path. */
  readonly beside: Readonly<Record<string, RequestListener>>;
  readonly log: (line: string) => void;
}

interface Behavior extends BehaviorDescription {
  readonly answers: readonly Origin[];
}

/** A CloudFront distribution without its cache: every request goes to its origin. */
export class Distribution {
  readonly #options: DistributionOptions;
  readonly #behaviors: readonly Behavior[];
  readonly #server = createServer((incoming, outgoing) => this.#route(incoming, outgoing));

  constructor(options: DistributionOptions) {
    this.#options = options;
    const { description } = options;
    this.#behaviors = description.behaviors.map((behavior) => ({
      ...behavior,
      answers: behavior.origins.map((origin) =>
        originOf(origin, { ...options, distributionArn: description.arn }),
      ),
    }));
  }

  /** Returns the port. */
  listen(port: number): Promise<number> {
    return listen(this.#server, port);
  }

  stopListening(): void {
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  close(): void {
    this.stopListening();
    this.#server.closeAllConnections();
  }

  #route(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url = '/' } = incoming;
    const { beside, log } = this.#options;
    const [, other] = Object.entries(beside).find(([path]) => url.startsWith(`${path}/`)) ?? [];
    if (other !== undefined) {
      other(incoming, outgoing);
      return;
    }
    this.#serve(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent || outgoing.destroyed) {
        outgoing.destroy();
        return;
      }
      log(`cloudfront: ${incoming.method} ${url}: ${String(error)}`);
      outgoing.writeHead(502, { 'content-type': 'text/html' }).end('502 ERROR');
    });
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
    const behavior = this.#behaviors.find(({ matches }) => matches(path));
    const { method = 'GET', headers } = incoming;
    if (behavior?.methods.includes(method) !== true) {
      incoming.resume();
      outgoing.writeHead(403, { 'content-type': 'text/html' }).end('403 ERROR: the method is not allowed');
      return;
    }
    const { answers, failover, passed, added, compresses } = behavior;
    const asked = { method, path, query, headers: flat(headers), ip: incoming.socket.remoteAddress ?? '' };
    const viewed = await behavior.viewerFunction?.(asked);
    let answer: OriginAnswer;
    if (viewed?.kind === 'response') {
      incoming.resume();
      const body = Buffer.from(viewed.body);
      answer = { ...viewed, body, headers: { ...viewed.headers, 'content-length': body.length } };
    } else {
      const request = { incoming, passed, path: viewed?.path ?? path, query: viewed?.query ?? query };
      answer = await firstFitting(answers, failover, request);
    }
    const sent = compresses ? compress(answer, headers['accept-encoding'], method) : answer;
    const own = { via: '1.1 local.cloudfront.net (CloudFront)', 'x-cache': 'Miss from cloudfront' };
    const more = added.filter(({ name, overrides }) => overrides || sent.headers[name] === undefined);
    outgoing.writeHead(answer.status, {
      ...sent.headers,
      ...own,
      ...Object.fromEntries(more.map(({ name, value }) => [name, value])),
    });
    if (sent.body instanceof Buffer) outgoing.end(method === 'HEAD' ? undefined : sent.body);
    else await pipeline(sent.body, outgoing);
  }
}

/** Asks the origins of a group in turn, until one answers with another status than those of the group. */
async function firstFitting(
  origins: readonly Origin[],
  failover: ReadonlySet<number>,
  request: Parameters<Origin>[0],
): Promise<OriginAnswer> {
  const [first, second] = origins;
  if (first === undefined) throw new Error('the behavior has no origin');
  const answer = await first(request);
  return second !== undefined && failover.has(answer.status) ? second(request) : answer;
}

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(',')]));
