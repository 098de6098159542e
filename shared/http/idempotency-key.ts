import type { Caller } from '../domain/caller.ts';
import { hashOf } from '../runtime/hash.ts';
import { BadRequest } from './bad-request.ts';

/** The request header, in lower case as API Gateway delivers it. */
export const idempotencyKeyHeader = 'idempotency-key';
/** 1 to 255 visible ASCII characters. */
export const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;

export interface Idempotency {
  /** Identifies the caller and its key. */
  readonly hash: string;
  /** Identifies the request: its path and its body. */
  readonly fingerprint: string;
}

/** @throws BadRequest `invalid-parameter` when it is not 1 to 255 visible ASCII characters */
export function idempotencyOf(
  key: string | undefined,
  caller: Caller,
  request: unknown,
): Idempotency | undefined {
  if (key === undefined) return undefined;
  if (!idempotencyKeyPattern.test(key)) {
    const detail = 'The Idempotency-Key header must be 1 to 255 visible ASCII characters.';
    throw new BadRequest({ code: 'invalid-parameter', parameter: 'Idempotency-Key', detail });
  }
  return { hash: hashOf(JSON.stringify([caller.nic, key])), fingerprint: hashOf(canonicalJson(request)) };
}

/** JSON with sorted properties, so that their order does not matter. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
