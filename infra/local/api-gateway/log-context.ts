import type { LogContext } from './access-log.ts';
import type { Exchange } from './exchange.ts';
import { commonLogTime } from './http-event.ts';
import type { Reply } from './reply.ts';

/** Builds `$context` once the reply is known. */
export function logContext(exchange: Exchange, reply: Reply): LogContext {
  const { incoming, received, requestId, routeKey, identity } = exchange;
  const claims = Object.entries(identity?.claims ?? {});
  const milliseconds = Date.now() - received.getTime();
  return {
    accountId: '000000000000',
    apiId: exchange.apiId,
    'authorizer.error': exchange.authorizerError,
    domainName: incoming.headers.host,
    'error.message': reply.error,
    'error.responseType': reply.error,
    extendedRequestId: requestId,
    httpMethod: incoming.method,
    'identity.sourceIp': incoming.socket.remoteAddress,
    'identity.userAgent': incoming.headers['user-agent'],
    'integration.latency': milliseconds,
    integrationErrorMessage: reply.error,
    integrationLatency: milliseconds,
    path: exchange.path,
    protocol: `HTTP/${incoming.httpVersion}`,
    requestId,
    requestTime: commonLogTime(received),
    requestTimeEpoch: received.getTime(),
    responseLatency: milliseconds,
    responseLength: reply.body.length,
    routeKey,
    stage: '$default',
    status: reply.status,
    ...Object.fromEntries(claims.map(([name, value]) => [`authorizer.claims.${name}`, value])),
  };
}
