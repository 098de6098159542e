import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { meaningOfAnswer } from './meaning-of-answer.ts';
import type { MemberSystem, MemberSystemAnswer } from './member-system.ts';
import { signatureHeader, signatureOf } from './signature.ts';

export interface HttpMemberSystemOptions {
  /** The address below which the services are, without a slash at its end. */
  readonly endpoint: string;
  /** The secret that calls are signed with, as it is now. */
  readonly secret: () => Promise<string>;
  /** How long a call may take, its answer included. */
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
}

/** As much of an answer is read, so that its connection can be used again; a longer one costs its connection. */
const longestAnswer = 16 * 1_024;

/** The members' system over HTTP; connections are kept between calls, and no redirect is followed. */
export const httpMemberSystem = (options: HttpMemberSystemOptions): MemberSystem => ({
  async notify({ changeId, serviceId, revision, contacts }: MemberMessage): Promise<MemberSystemAnswer> {
    const { endpoint, clock, timeoutMilliseconds } = options;
    // Outside the attempt: without the secret nothing was asked of the member's system.
    const secret = await options.secret();
    const body = JSON.stringify({ changeId, revision, contacts });
    try {
      const response = await fetch(`${endpoint}/services/${serviceId}/contacts`, {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `${changeId}:${serviceId}`,
          [signatureHeader]: signatureOf(body, secret, clock.now()),
        },
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

/** What the body says is of no interest, and may be endless. */
async function drain({ body }: Response): Promise<void> {
  if (body === null) return;
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longestAnswer) break;
  }
}
