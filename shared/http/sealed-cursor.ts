import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Cursors } from './paging.ts';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** Places are filled up to this length, so that a cursor does not show whose it is by its own. */
const placeLength = 48;

/**
 * Cursors of lists that stop at places which the caller may not see. Without the key, a cursor neither shows its place
 * nor can be made up. The same place gets the same cursor.
 * @param secret any text that callers do not know
 */
export function sealedCursors(secret: string): Cursors {
  const key = createHash('sha256').update(secret).digest();
  return {
    encode(scope, position) {
      const nonce = createHmac('sha256', key)
        .update(JSON.stringify([scope, position]))
        .digest()
        .subarray(0, nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(scope));
      const sealed = Buffer.concat([sealing.update(position.padEnd(placeLength, '\0')), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url');
    },

    decode(scope, cursor) {
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.toString('base64url') !== cursor || bytes.length <= nonceBytes + tagBytes) return undefined;
      const [nonce, rest] = [bytes.subarray(0, nonceBytes), bytes.subarray(nonceBytes)];
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(scope))
        .setAuthTag(rest.subarray(0, tagBytes));
      try {
        const opened = Buffer.concat([opening.update(rest.subarray(tagBytes)), opening.final()]);
        return opened.toString().replace(/\0+$/, '');
      } catch {
        return undefined;
      }
    },
  };
}
