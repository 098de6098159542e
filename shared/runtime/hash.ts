import { createHash } from 'node:crypto';

/** A SHA-256 of the text, to store or compare in its place. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
