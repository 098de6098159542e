import { randomBytes } from 'node:crypto';

/** A code of 24 characters that cannot be guessed: 144 random bits. */
export const newCode = (): string => randomBytes(18).toString('base64url');
