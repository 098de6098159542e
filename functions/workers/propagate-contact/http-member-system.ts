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

/** How many characters of an answer are kept with a failure. */
const keptLength = 500;

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
      const answer = keptText(await bodyOf(response));
      const meaning = meaningOfAnswer(response.status, response.headers.get('retry-after'), clock.now());
      return answer === '' || meaning.kind === 'taken' || meaning.kind === 'ahead'
        ? meaning
        : { ...meaning, answer };
    } catch (error) {
      const detail =
        error instanceof Error && error.name === 'TimeoutError'
          ? `The member system did not answer within ${timeoutMilliseconds} ms.`
          : 'The connection to the member system failed.';
      return { kind: 'unavailable', code: 'member-system-unavailable', detail };
    }
  },
});

/** The beginning of the body, which may be endless. */
async function bodyOf({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (body === null) return Buffer.alloc(0);
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestAnswer) break;
  }
  return Buffer.concat(chunks);
}

/** The body as one line of text: it is kept in a row, and shown and logged from there. */
function keptText(body: Buffer): string {
  const line = new TextDecoder().decode(body).replaceAll(/[\p{C}\s]+/gu, ' ');
  return Array.from(line.trim()).slice(0, keptLength).join('');
}
