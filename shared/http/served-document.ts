import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { HttpEvent, type HttpResult } from './event.ts';

/**
 * The handler that serves a JSON document, which was generated at build time and is deployed beside the bundle: with
 * 304 to who has it already (RFC 9110, with the weak comparison that it asks for).
 */
export function serveDocument(file: URL) {
  const body = readFileSync(file, 'utf8');
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return (event: APIGatewayProxyEventV2): Promise<HttpResult> => {
    const { 'if-none-match': known = '' } = HttpEvent.parse(event).headers;
    const isKnown = known.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim()));
    const result: HttpResult = isKnown
      ? { statusCode: 304, headers: { etag } }
      : { statusCode: 200, headers: { 'content-type': 'application/json', etag }, body };
    return Promise.resolve(result);
  };
}
