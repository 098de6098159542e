import type { MemberFailureCode } from '../../../shared/domain/codes.ts';
import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import type { MemberSystemAnswer } from './member-system.ts';
import { MemberUnavailable } from './member-unavailable.ts';

export type Failing = Extract<MemberSystemAnswer, { readonly kind: 'refused' | 'unavailable' }>;

export interface MemberFailure {
  readonly code: MemberFailureCode;
  readonly detail: string;
  /** The beginning of the body that the member system answered, as text. */
  readonly answer?: string | undefined;
}

/**
 * The failure after the last attempt, at a refusal, or at a `Retry-After` over the longest pause.
 * @throws MemberUnavailable if the member system failed temporarily and attempts are left
 */
export function failureOf(answer: Failing, attempt: number, longestPauseSeconds: number): MemberFailure {
  const { code, detail } = answer;
  const body = answer.answer === undefined ? {} : { answer: answer.answer };
  if (answer.kind === 'refused') return { code, detail, ...body };
  const { retryAfterSeconds = 0 } = answer;
  if (retryAfterSeconds > longestPauseSeconds) {
    const pauses = `It asked for a pause of ${retryAfterSeconds} seconds; the longest is ${longestPauseSeconds}.`;
    const explained = `${detail} ${pauses}`;
    return { code, detail: explained, ...body };
  }
  if (attempt >= maxReceiveCount) return { code, detail, ...body };
  throw new MemberUnavailable(detail, answer.retryAfterSeconds);
}
