import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { HttpEvent, type HttpResult } from '../../../shared/http/event.ts';

/** The document is generated from the contract at build time, and is deployed beside the bundle. */
const body = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;

/** 304 to who has the document already: RFC 9110, with the weak comparison that it asks for. */
export const handler = (event: APIGatewayProxyEventV2): Promise<HttpResult> => {
  const { 'if-none-match': known = '' } = HttpEvent.parse(event).headers;
  const isKnown = known.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim()));
  const result: HttpResult = isKnown
    ? { statusCode: 304, headers: { etag } }
    : { statusCode: 200, headers: { 'content-type': 'application/json', etag }, body };
  return Promise.resolve(result);
};
