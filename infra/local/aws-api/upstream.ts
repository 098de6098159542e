import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { readBody } from '../lib/read-body.ts';
import { place } from '../cloudformation/place.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A client of a server of the AWS JSON protocol, with persistent connections. */
export class Upstream {
  readonly url: URL;
  readonly #service: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });

  constructor(url: URL, service: 'dynamodb' | 'sqs') {
    this.url = url;
    this.#service = service;
  }

  /** Sends a request unchanged. The answer may be an error of the service. */
  send(target: string, contentType: string, body: Buffer | string, signal?: AbortSignal): Promise<Answer> {
    const scope = `local/20200101/${place.region}/${this.#service}/aws4_request`;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.url.hostname,
          port: this.url.port,
          agent: this.#agent,
          method: 'POST',
          path: '/',
          ...(signal === undefined ? {} : { signal }),
          headers: {
            'content-type': contentType,
            'content-length': Buffer.byteLength(body),
            'x-amz-target': target,
            'x-amz-date': '20200101T000000Z',
            // The servers verify no signature, but DynamoDB Local has a database per key: it is always the same.
            authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
          },
        },
        (incoming) => {
          readBody(incoming).then(
            (answer) =>
              resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: answer }),
            reject,
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** Calls an operation and returns its parsed answer. Throws an UpstreamError if the service answers with an error. */
  async call(target: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    const { status, body } = await this.send(
      target,
      'application/x-amz-json-1.0',
      JSON.stringify(input),
      signal,
    );
    const text = body.toString('utf8');
    if (status !== 200) throw new UpstreamError(`${target} answered ${status}: ${text}`);
    return JSON.parse(text);
  }

  close(): void {
    this.#agent.destroy();
  }
}

export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
}
