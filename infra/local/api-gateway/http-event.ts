import type { IncomingMessage } from 'node:http';
import { place } from '../cloudformation/place.ts';
import type { Exchange } from './exchange.ts';

/** Headers of the connection, not of the request. Cookies have a field of their own. */
const dropped = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'cookie']);

const textual = /^(?:text\/|application\/(?:json|javascript|xml|[^;]*\+(?:json|xml))(?:;|$))/i;

/** The event of payload format 2.0. The exchange's path is decoded. */
export function httpEvent(
  exchange: Exchange,
  pathParameters: Readonly<Record<string, string>>,
  body: Buffer,
): unknown {
  const { incoming, path, query, routeKey, received, identity } = exchange;
  const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1';
  const contentType = incoming.headers['content-type'];
  const isText = contentType === undefined || textual.test(contentType);
  const cookies = incoming.headersDistinct['cookie']?.flatMap((header) => header.split(/; */));
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies === undefined ? {} : { cookies }),
    headers: headersOf(incoming, sourceIp),
    ...(query === '' ? {} : { queryStringParameters: queryOf(query) }),
    requestContext: {
      accountId: place.account,
      apiId: exchange.apiId,
      ...(identity === undefined ? {} : { authorizer: { jwt: identity } }),
      domainName: incoming.headers.host ?? '127.0.0.1',
      domainPrefix: exchange.apiId,
      http: {
        method: incoming.method,
        path,
        protocol: `HTTP/${incoming.httpVersion}`,
        sourceIp,
        userAgent: incoming.headers['user-agent'] ?? '',
      },
      requestId: exchange.requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(received),
      timeEpoch: received.getTime(),
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** `22/Nov/2026:08:30:00 +0000` */
export function commonLogTime(moment: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(moment.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function headersOf(incoming: IncomingMessage, sourceIp: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (values !== undefined && !dropped.has(name)) headers[name] = values.join(',');
  }
  headers['x-forwarded-for'] = sourceIp;
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = String(incoming.socket.localPort ?? '');
  return headers;
}

function queryOf(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  const pairs = new URLSearchParams(query);
  for (const name of new Set(pairs.keys())) parameters[name] = pairs.getAll(name).join(',');
  return parameters;
}
