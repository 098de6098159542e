import type { IncomingMessage } from 'node:http';
import type { Identity } from './authorizer.ts';

export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly apiId: string;
  readonly requestId: string;
  readonly received: Date;
  /** Not decoded. */
  readonly path: string;
  readonly query: string;
  routeKey?: string;
  identity?: Identity;
  /** Why the authorizer refused the request. */
  authorizerError?: string;
}
