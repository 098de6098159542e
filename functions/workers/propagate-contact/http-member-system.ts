import type { Clock } from '../../../shared/runtime/clock.ts';
import { meaningOfAnswer } from './meaning-of-answer.ts';
import type { MemberSystem, MemberSystemAnswer, Notification } from './member-system.ts';
import { webhookHeaders } from './signature.ts';

export interface HttpMemberSystemOptions {
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly secret: () => Promise<string>;
  /** Includes the answer. */
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
}

/** The most bytes of an answer that are read so that its connection can be reused. A longer answer closes it. */
const longestAnswer = 16 * 1_024;

/** The member system over HTTP, with persistent connections. It follows no redirects. */
export const httpMemberSystem = (options: HttpMemberSystemOptions): MemberSystem => ({
  async notify({ id, ...content }: Notification): Promise<MemberSystemAnswer> {
    const { endpoint, clock, timeoutMilliseconds } = options;
    // Outside the try block: without a secret, the member system was not called at all.
    const secret = await options.secret();
    const body = JSON.stringify(content);
    const signed = webhookHeaders({ id, body, now: clock.now() }, secret);
    try {
      const response = await fetch(`${endpoint}/services/${content.serviceId}/contacts`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...signed },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await drain(response);
      return meaningOfAnswer(response.status, response.headers.get('retry-after'), clock.now());
    } catch (error) {
      const detail =
        error instanceof Error && error.name === 'TimeoutError'
          ? `The member system did not answer within ${timeoutMilliseconds} ms.`
          : 'The connection to the member system failed.';
      return { kind: 'unavailable', code: 'member-system-unavailable', detail };
    }
  },
});

/** Discards the body, which may be endless. */
async function drain({ body }: Response): Promise<void> {
  if (body === null) return;
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longestAnswer) break;
  }
}
