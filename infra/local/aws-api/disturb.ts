import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { errorAnswer } from './answers.ts';
import type { Disturbance } from './chaos.ts';
import { failInPart } from './partial-failure.ts';
import type { Answer } from './upstream.ts';

/** How each service throttles. */
const throttled: Readonly<Record<Disturbance['service'], { status: number; type: string }>> = {
  table: { status: 400, type: 'ThrottlingException' },
  queue: { status: 400, type: 'RequestThrottled' },
  secret: { status: 400, type: 'ThrottlingException' },
  events: { status: 400, type: 'ThrottlingException' },
  mail: { status: 429, type: 'TooManyRequestsException' },
};

export interface DisturbedCall {
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
  /** Carries the call out, with this body or another one. */
  readonly carryOut: (body: Buffer) => Promise<Answer>;
}

/**
 * Disturbs a call. `half-json` carries it out and cuts its answer in two, and `lost-answer` carries it out and resets
 * the connection; `partial` carries it out without the last event; after `latency` it goes on as always; the others do
 * not carry it out.
 * @returns whether the call was answered, or never will be
 */
export async function disturb(
  { service, how, milliseconds }: Disturbance,
  { outgoing, body, carryOut }: DisturbedCall,
): Promise<boolean> {
  const head = { 'content-type': 'application/x-amz-json-1.0' };
  switch (how) {
    case 'hang':
      return true;
    case 'html':
      outgoing.writeHead(503, { 'content-type': 'text/html' }).end('<html><h1>503</h1></html>');
      return true;
    case 'half-json': {
      const { body: whole } = await carryOut(body);
      outgoing.writeHead(200, head).end(whole.subarray(0, Math.max(1, whole.length / 2)));
      return true;
    }
    case 'throttle': {
      const { status, type } = throttled[service];
      outgoing.writeHead(status, head).end(errorAnswer(status, type, 'Rate exceeded').body);
      return true;
    }
    case 'lost-answer':
      await carryOut(body);
      outgoing.socket?.resetAndDestroy();
      return true;
    case 'partial': {
      const { status, body: content } = await failInPart(body, carryOut);
      outgoing.writeHead(status, head).end(content);
      return true;
    }
    case 'reset':
      outgoing.socket?.resetAndDestroy();
      return true;
    case 'latency':
      await pause(milliseconds);
      return false;
    default:
      return how satisfies never;
  }
}
