import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { place } from '../cloudformation/place.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Bucket } from '../s3/bucket.ts';
import type { OriginDescription } from './distribution-description.ts';
import { forward, withoutHopByHop } from '../lib/forward.ts';
import type { Passed } from './policies.ts';

export interface OriginRequest {
  readonly incoming: IncomingMessage;
  readonly path: string;
  readonly query: string;
  readonly passed: Passed;
}

export interface OriginAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | Readable;
}

export type Origin = (request: OriginRequest) => Promise<OriginAnswer>;

export interface OriginsOptions {
  readonly buckets: readonly Bucket[];
  readonly apiId: string;
  /** Where the HTTP API listens. */
  readonly apiUrl: string;
  readonly distributionArn: string;
}

/** What answers for an origin on this machine: a bucket or the HTTP API. Throws a Refusal for any other host. */
export function originOf(description: OriginDescription, options: OriginsOptions): Origin {
  const { domain, path } = description;
  const { buckets, apiId, apiUrl, distributionArn } = options;
  const bucket = buckets.find((one) => one.domain === domain);
  if (bucket !== undefined)
    return bucketOrigin(bucket, path, description.signs ? distributionArn : undefined);
  if (domain === `${apiId}.execute-api.${place.region}.${place.urlSuffix}`)
    return apiOrigin(apiUrl, domain, path);
  throw new Refusal(`the origin ${domain} is not on this machine`);
}

const denied = (): OriginAnswer => {
  const body = Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  );
  return {
    status: 403,
    headers: { 'content-type': 'application/xml', 'content-length': body.length },
    body,
  };
};

const bucketOrigin =
  (bucket: Bucket, prefix: string, distribution: string | undefined): Origin =>
  ({ path, incoming }) => {
    incoming.resume();
    const key = decoded(prefix + path)?.slice(1);
    const object = key === undefined ? undefined : bucket.read(key, distribution);
    if (object === undefined) return Promise.resolve(denied());
    const { body, contentType, cacheControl, etag } = object;
    const headers = { etag, ...(cacheControl !== undefined && { 'cache-control': cacheControl }) };
    const known = (incoming.headers['if-none-match'] ?? '').replaceAll('W/', '').split(/\s*,\s*/);
    return Promise.resolve(
      known.includes(etag)
        ? { status: 304, headers, body: Buffer.alloc(0) }
        : {
            status: 200,
            headers: { ...headers, 'content-type': contentType, 'content-length': body.length },
            body,
          },
    );
  };

const apiOrigin =
  (apiUrl: string, domain: string, prefix: string): Origin =>
  async ({ incoming, path, query, passed }) => {
    const { host, ...viewerHeaders } = incoming.headers;
    // What belongs to the body goes with it, whatever the policy.
    const { 'content-type': contentType, 'content-length': contentLength } = viewerHeaders;
    const ofBody = {
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...(contentLength !== undefined && { 'content-length': contentLength }),
    };
    const viewer = incoming.socket.remoteAddress ?? '';
    const forwardedFor = viewerHeaders['x-forwarded-for'];
    const answer = await forward(incoming, {
      url: new URL(prefix + path + (passed.query && query !== '' ? `?${query}` : ''), apiUrl),
      headers: {
        ...(passed.headers ? viewerHeaders : ofBody),
        host: passed.host ? host : domain,
        via: '1.1 local.cloudfront.net (CloudFront)',
        'x-forwarded-for': forwardedFor === undefined ? viewer : `${forwardedFor.toString()}, ${viewer}`,
      },
    });
    return { status: answer.statusCode ?? 502, headers: withoutHopByHop(answer.headers), body: answer };
  };

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
