import { createHmac } from 'node:crypto';

/** The header with the signature of a call to the member system. */
export const signatureHeader = 'contact-signature';

/**
 * The header's value, `t=<seconds since 1970>,v1=<hex>`: an HMAC-SHA256 with the shared secret over the time, a dot and
 * the body. The time lets the receiver reject old calls.
 */
export function signatureOf(body: string, secret: string, now: Date): string {
  const time = Math.floor(now.getTime() / 1_000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}
