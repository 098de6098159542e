import type { IncomingMessage } from 'node:http';
import type { Identity } from './authorizer.ts';

/** A request, and what becomes known of it on its way. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly apiId: string;
  readonly requestId: string;
  readonly received: Date;
  /** As it came, or decoded in the event. */
  readonly path: string;
  readonly query: string;
  routeKey?: string;
  identity?: Identity;
}
