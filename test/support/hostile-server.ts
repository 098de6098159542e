import { createServer, type Server, type ServerResponse } from 'node:http';
import { listen } from '../../infra/local/lib/listen.ts';
import { readBody } from '../../infra/local/lib/read-body.ts';

const half = '{"Item":{"pk":{"S":"ab';

/** How a server fails without naming an error. */
const failures = {
  hangs: () => {},
  'hangs after half an answer': (response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': 1_000 });
    response.write(half);
  },
  'answers 502 in HTML': (response) => html(response, 502),
  'answers 503 in HTML': (response) => html(response, 503),
  'answers 504 in HTML': (response) => html(response, 504),
  'answers 200 in HTML': (response) => html(response, 200),
  'answers half a JSON': (response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(half);
  },
  'resets the connection': ({ socket }) => void socket?.resetAndDestroy(),
  'resets the connection after half an answer': (response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': 1_000 });
    response.write(half, () => response.socket?.resetAndDestroy());
  },
} as const satisfies Record<string, (response: ServerResponse) => void>;

type Failure = keyof typeof failures;

/** Every way to fail. */
export const failureNames: readonly Failure[] = [
  'hangs',
  'hangs after half an answer',
  'answers 502 in HTML',
  'answers 503 in HTML',
  'answers 504 in HTML',
  'answers 200 in HTML',
  'answers half a JSON',
  'resets the connection',
  'resets the connection after half an answer',
];

function html(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html><h1>Try again</h1></html>');
}

/** What a call asks for, `DynamoDB_20120810.PutItem`, and its body. */
interface HostileCall {
  readonly target: string;
  readonly body: string;
}

/** A stand-in for AWS that answers each call as the test says: with a failure, or with a JSON. */
export class HostileServer {
  readonly calls: HostileCall[] = [];
  /** What a call gets: a failure by its name, or the content of a good answer. */
  answer: (call: HostileCall) => Failure | { readonly json: unknown } = () => ({ json: {} });
  readonly #server: Server;
  #url = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      void readBody(request).then((body) => {
        const target = String(request.headers['x-amz-target']);
        const call = { target, body: body.toString('utf8') };
        this.calls.push(call);
        const answer = this.answer(call);
        if (typeof answer === 'string') failures[answer](response);
        else
          response
            .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
            .end(JSON.stringify(answer.json));
      });
    });
  }

  static async start(): Promise<HostileServer> {
    const started = new HostileServer();
    started.#url = `http://127.0.0.1:${await listen(started.#server, 0)}`;
    return started;
  }

  get url(): string {
    return this.#url;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
