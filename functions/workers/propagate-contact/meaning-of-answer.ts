import type { MemberSystemAnswer } from './member-system.ts';

/** Interprets the status of the member system's answer and its `Retry-After` header. */
export function meaningOfAnswer(status: number, retryAfter: string | null, now: Date): MemberSystemAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 409) return { kind: 'ahead' };
  const detail = `The member system answered ${status}.`;
  if (status === 408 || status === 429 || status >= 500) {
    const retryAfterSeconds = secondsOf(retryAfter, now);
    return { kind: 'unavailable', code: 'member-system-unavailable', detail, retryAfterSeconds };
  }
  // This includes redirects, which are not followed.
  return { kind: 'refused', code: 'member-system-refused', detail };
}

/** Parses `Retry-After`, a number of seconds or a date (RFC 9110, 10.2.3). Any other value is ignored. */
function secondsOf(retryAfter: string | null, now: Date): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const at = retryAfter.endsWith(' GMT') ? Date.parse(retryAfter) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
