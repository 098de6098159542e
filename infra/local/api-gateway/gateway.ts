import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { IssuerKeys } from './issuer.ts';
import type { Invoke, Outcome } from '../lambda/outcome.ts';
import { listen } from '../lib/listen.ts';
import type { HttpApiDescription, RouteDescription } from './http-api-description.ts';
import { within } from '../lib/within.ts';
import { accessLogLine } from './access-log.ts';
import { authorize } from './authorizer.ts';
import type { Exchange } from './exchange.ts';
import { httpEvent } from './http-event.ts';
import { logContext } from './log-context.ts';
import { functionReply, gatewayReply, type Reply } from './reply.ts';
import { readRequestBody } from './request-body.ts';
import { Routes } from './routes.ts';
import { Throttle } from './throttle.ts';

const flushMilliseconds = 300;

export interface GatewayOptions {
  readonly api: HttpApiDescription;
  readonly issuer: IssuerKeys;
  /** Runs the function of an ARN. */
  readonly invoker: (functionArn: string) => Invoke;
  readonly log: (line: string) => void;
}

interface Target extends RouteDescription {
  readonly bucket: Throttle;
  readonly invoke: Invoke;
}

/** The HTTP API: passes requests to their functions, and answers like API Gateway where it reaches no function. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #routes = new Routes<Target>();
  readonly #server: Server;
  readonly #exchanges = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    for (const route of options.api.routes) {
      const invoke = options.invoker(route.functionArn);
      this.#routes.add(route.key, { ...route, bucket: new Throttle(route.throttle), invoke });
    }
    this.#server = createServer((incoming, outgoing) => {
      const exchange = this.#serve(incoming, outgoing).finally(() => this.#exchanges.delete(exchange));
      this.#exchanges.add(exchange);
    });
    // Longer than the clients' timeouts, so that the server never closes a connection while a request is on its way.
    this.#server.keepAliveTimeout = 75_000;
  }

  /** Returns the port. */
  listen(port: number): Promise<number> {
    return listen(this.#server, port);
  }

  stopListening(): void {
    this.#stopping = true;
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  /** Waits briefly for the last answers to be sent, then closes every connection. */
  async close(): Promise<void> {
    await within(flushMilliseconds, Promise.all(this.#exchanges));
    this.#server.closeAllConnections();
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
    const { api, log } = this.#options;
    const exchange: Exchange = {
      incoming,
      apiId: api.id,
      requestId: randomUUID(),
      received: new Date(),
      path,
      query,
    };
    let reply: Reply;
    try {
      reply = await this.#reply(exchange);
    } catch (error) {
      // A client that aborted its request is not an error of the API.
      if (!incoming.destroyed || incoming.complete)
        log(`gateway: ${incoming.method} ${path}: ${String(error)}`);
      reply = gatewayReply(500, String(error));
    }
    // Unread data has to be drained before the connection can serve the next request.
    incoming.resume();
    if (this.#stopping) outgoing.shouldKeepAlive = false;
    const sent = write(outgoing, exchange.requestId, reply);
    if (api.accessLogFormat !== undefined)
      log(accessLogLine(api.accessLogFormat, logContext(exchange, sent)));
    await sentOff(outgoing);
  }

  async #reply(exchange: Exchange): Promise<Reply> {
    const { incoming } = exchange;
    if (this.#stopping) return gatewayReply(503, 'stopping');
    const path = decode(exchange.path);
    if (path === undefined || !path.startsWith('/')) return gatewayReply(400);
    const match = this.#routes.match(incoming.method ?? '', exchange.path);
    if (match === undefined) return gatewayReply(404);
    exchange.routeKey = match.key;
    const { bucket, jwt, invoke, timeoutMilliseconds } = match.target;
    if (!bucket.admits()) return gatewayReply(429);
    if (jwt !== undefined) {
      const authorization = await authorize(jwt, this.#options.issuer, incoming.headers.authorization);
      if (!authorization.allowed) {
        exchange.authorizerError = authorization.reason;
        return gatewayReply(authorization.status, authorization.reason);
      }
      exchange.identity = authorization.identity;
    }
    const body = await readRequestBody(incoming);
    if (body === undefined) return gatewayReply(413);
    const parameters = match.parameters.map(([name, value]) => [name, decode(value) ?? value]);
    const event = httpEvent({ ...exchange, path }, Object.fromEntries(parameters), body);
    return integrate(invoke(event), timeoutMilliseconds);
  }
}

/** Waits for the function up to the integration's timeout. The function itself continues. */
async function integrate(outcome: Promise<Outcome>, milliseconds: number): Promise<Reply> {
  const inTime = await within(milliseconds, outcome);
  return inTime === undefined ? gatewayReply(503, 'the integration timed out') : functionReply(inTime);
}

/** Sends and returns a reply, or a 500 if the function returned a header that HTTP does not allow. */
function write(outgoing: ServerResponse, requestId: string, reply: Reply): Reply {
  const { 'transfer-encoding': _encoding, connection: _connection, ...headers } = reply.headers;
  const own = { 'content-length': reply.body.length, 'apigw-requestid': requestId };
  try {
    outgoing.writeHead(reply.status, { ...headers, ...own });
  } catch {
    return write(
      outgoing,
      requestId,
      gatewayReply(500, 'the function answered with a header that HTTP does not allow'),
    );
  }
  outgoing.end(reply.body);
  return reply;
}

/** Resolves when the answer has been sent, or can no longer be sent. */
function sentOff(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.closed) resolve();
    else outgoing.once('close', resolve);
  });
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
