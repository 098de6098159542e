import { createHash, timingSafeEqual } from 'node:crypto';

/** A SHA-256 of the text, to store or compare in its place. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Whether two hashes of this kind are the same, in a time that does not tell where they differ. */
export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
