import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen } from '../lib/listen.ts';
import { readBody } from '../lib/read-body.ts';
import { arn } from '../cloudformation/place.ts';
import { errorAnswer } from './answers.ts';
import type { Chaos } from './chaos.ts';
import { disturb } from './disturb.ts';
import type { Caller, Need, Service } from './call.ts';
import { targetOf } from './target.ts';
import type { Answer } from './upstream.ts';

/** The SDK's header, such as `attempt=2; max=3`. */
const isFurtherAttempt = /^attempt=(?!1\b)\d/;

export interface EndpointOptions {
  /** By the first part of the target, such as `AmazonSQS`. */
  readonly services: Readonly<Record<string, Service>>;
  /** By access key: each function signs with its logical id. */
  readonly callers: ReadonlyMap<string, Caller>;
  /** Which calls are disturbed. */
  readonly chaos: Chaos;
  readonly log: (line: string) => void;
}

/** What functions use as AWS. The role of the signing function must grant each call. */
export class Endpoint {
  readonly #server: Server;
  #options: EndpointOptions | undefined;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
  }

  /** Listens on a free port. It serves calls after `open`, because its services need its address first. */
  static async listen(): Promise<{ endpoint: Endpoint; url: string }> {
    const endpoint = new Endpoint();
    const port = await listen(endpoint.#server, 0);
    return { endpoint, url: `http://127.0.0.1:${port}` };
  }

  open(options: EndpointOptions): void {
    this.#options = options;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming).catch(() => undefined);
    // The function was terminated during its request and waits for no answer.
    if (body === undefined) return;
    const target = targetOf(incoming);
    const disturbance = this.#options?.chaos.next(target, body);
    if (disturbance !== undefined) this.#options?.log(`chaos: ${disturbance.how} for ${target}`);
    const carryOut = (given: Buffer): Promise<Answer> => this.#answer(target, incoming, given);
    if (disturbance !== undefined && (await disturb(disturbance, { outgoing, body, carryOut }))) return;
    const { status, headers, body: content } = await carryOut(body);
    outgoing.writeHead(status, {
      'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0',
      'content-length': content.length,
      'x-amzn-requestid': headers['x-amzn-requestid'] ?? 'local',
    });
    outgoing.end(content);
  }

  async #answer(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    try {
      const [serviceName = '', operation = ''] = target.split('.');
      const key = /Credential=([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
      const caller = this.#options?.callers.get(key);
      if (caller === undefined)
        return errorAnswer(400, 'UnrecognizedClientException', `no function has the key "${key}"`);
      const service = this.#options?.services[serviceName];
      const contentType = incoming.headers['content-type'] ?? '';
      const isRepeated = isFurtherAttempt.test(String(incoming.headers['amz-sdk-request']));
      const prepared = service?.({ caller, target, operation, contentType, isRepeated, body });
      if (prepared === undefined || prepared.needs.length === 0) return this.#unknown(caller, target);
      const refused = prepared.needs.find(({ action, resource }) => !caller.role.allows(action, resource));
      return refused === undefined ? await prepared.answer() : this.#denied(caller, refused);
    } catch (error) {
      this.#options?.log(`aws: ${target} failed: ${String(error)}`);
      return errorAnswer(500, 'InternalServerError', String(error));
    }
  }

  #unknown(caller: Caller, target: string): Answer {
    this.#options?.log(`aws: ${caller.functionName} asks for ${target}, which does not exist here`);
    return errorAnswer(400, 'UnknownOperationException', `${target} does not exist here`);
  }

  #denied(caller: Caller, { action, resource }: Need): Answer {
    const user = arn('sts', `assumed-role/${caller.role.name}/${caller.functionName}`, { global: true });
    const reason = `no identity-based policy allows the ${action} action`;
    const what = `${action} on resource: ${resource} because ${reason}`;
    const message = `User: ${user} is not authorized to perform: ${what}`;
    this.#options?.log(`aws: ACCESS DENIED: ${message}`);
    return errorAnswer(400, 'AccessDeniedException', message);
  }
}
