import { createHmac } from 'node:crypto';

export interface SignedCall {
  /** The same for every repetition of the call. */
  readonly id: string;
  readonly body: string;
  readonly now: Date;
}

/** The secret as Standard Webhooks writes it; Secrets Manager generates it without the prefix. */
const secretPattern = /^(?:whsec_)?(?<key>[A-Za-z0-9+/]+={0,2})$/;

/**
 * The headers of Standard Webhooks.
 * @throws Error if the secret is not `whsec_` and base64, or base64 alone
 */
export function webhookHeaders({ id, body, now }: SignedCall, secret: string) {
  const { key } = secretPattern.exec(secret)?.groups ?? {};
  if (key === undefined) throw new Error('The secret of the member system is not "whsec_" and base64.');
  const time = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`${id}.${time}.${body}`)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}
