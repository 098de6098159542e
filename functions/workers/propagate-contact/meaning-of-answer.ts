import type { MemberSystemAnswer } from './member-system.ts';

/** What a member's system says by its answer; `retryAfter` is the header of that name. */
export function meaningOfAnswer(status: number, retryAfter: string | null, now: Date): MemberSystemAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 409) return { kind: 'ahead' };
  const detail = `The member system answered ${status}.`;
  if (status === 408 || status === 429 || status >= 500) {
    const retryAfterSeconds = secondsOf(retryAfter, now);
    return { kind: 'unavailable', code: 'member-system-unavailable', detail, retryAfterSeconds };
  }
  // A redirect is an answer like any other that says nothing of the change: it is not followed.
  return { kind: 'refused', code: 'member-system-refused', detail };
}

/** `Retry-After` as a number of seconds or as a date (RFC 9110, 10.2.3); anything else says nothing. */
function secondsOf(retryAfter: string | null, now: Date): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const at = retryAfter.endsWith(' GMT') ? Date.parse(retryAfter) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
