import { createHash, timingSafeEqual } from 'node:crypto';

/** The SHA-256 of a secret text, to store and compare in its place. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Compares two such hashes in constant time. */
export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
