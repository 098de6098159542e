import * as z from 'zod';
import type { Outcome } from '../lambda/outcome.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
  /** The gateway's error message, for the access log. */
  readonly error?: string;
}

const gatewayMessages = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const response = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The gateway's own answer, which has only a message. */
export function gatewayReply(status: keyof typeof gatewayMessages, error?: string): Reply {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(status === 401 || status === 403 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: Buffer.from(JSON.stringify({ message: gatewayMessages[status] })),
    error: error ?? gatewayMessages[status],
  };
}

/** Converts a function's result: a response of format 2.0, or any other value, which becomes the body of a 200. */
export function functionReply(outcome: Outcome): Reply {
  if (!outcome.ok) return gatewayReply(500, outcome.errorMessage);
  const value: unknown = JSON.parse(outcome.payload ?? 'null');
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = response.safeParse(value);
  if (!parsed.success) return gatewayReply(500, 'the function answered in a form that is not known');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowered = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), text]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(lowered),
      ...(cookies && cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
