import type { IncomingMessage } from 'node:http';
import type { Identity } from './authorizer.ts';

/** A request, and what the gateway learns about it on the way. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly apiId: string;
  readonly requestId: string;
  readonly received: Date;
  /** As received. In the event it is decoded. */
  readonly path: string;
  readonly query: string;
  routeKey?: string;
  identity?: Identity;
}
