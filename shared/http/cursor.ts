import { createHash } from 'node:crypto';

const checkBytes = 6;
const check = (scope: string, position: string): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([scope, position]))
    .digest()
    .subarray(0, checkBytes);

/**
 * An opaque place in a list. The check binds it to the list it came from and shows alterations; it guards
 * nothing: a place is only ever used inside the partition that the request itself may read.
 */
export const encodeCursor = (scope: string, position: string): string =>
  Buffer.concat([check(scope, position), Buffer.from(position)]).toString('base64url');

/** The place that `encodeCursor` was given, or undefined if the cursor was altered or is another list's. */
export function decodeCursor(scope: string, cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor || bytes.length <= checkBytes) return undefined;
  const position = bytes.subarray(checkBytes).toString();
  return check(scope, position).equals(bytes.subarray(0, checkBytes)) ? position : undefined;
}
