import { createHash } from 'node:crypto';

const checkBytes = 6;
const check = (scope: string, position: string): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([scope, position]))
    .digest()
    .subarray(0, checkBytes);

/**
 * The checksum binds the position to its list. It is no secret: it stays inside a partition that the caller may read.
 */
export const encodeCursor = (scope: string, position: string): string =>
  Buffer.concat([check(scope, position), Buffer.from(position)]).toString('base64url');

/** The position inside a cursor, or undefined if the cursor was altered or belongs to another list. */
export function decodeCursor(scope: string, cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor || bytes.length <= checkBytes) return undefined;
  const position = bytes.subarray(checkBytes).toString();
  return check(scope, position).equals(bytes.subarray(0, checkBytes)) ? position : undefined;
}
