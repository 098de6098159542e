import { describe, expect, it } from 'vitest';
import { MemberUnavailable } from '../../functions/workers/propagate-contact/member-unavailable.ts';
import { pauseAfter } from '../../functions/workers/propagate-contact/pause.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';

const longest = 60;
const failed = new Error('DynamoDB did not answer.');
const busy = (seconds?: number) => new MemberUnavailable('The member’s system answered 503.', seconds);

describe('The pause before the next attempt', () => {
  it('doubles with each attempt and is capped', () => {
    const longestOf = (attempt: number) => pauseAfter(attempt, failed, longest, () => 1);
    expect([1, 2, 3, 4, 5].map(longestOf)).toEqual([4, 8, 16, 32, 60]);
  });

  it('is none after the last attempt: its message goes to the dead letters', () => {
    expect(pauseAfter(maxReceiveCount, failed, longest, () => 1)).toBe(0);
    expect(pauseAfter(maxReceiveCount, busy(30), longest, () => 1)).toBe(0);
  });

  it('is random between zero and that', () => {
    expect(pauseAfter(3, failed, longest, () => 0)).toBe(0);
    expect(pauseAfter(3, failed, longest, () => 0.5)).toBe(8);
  });

  it('is never shorter than the member system asks for', () => {
    expect(pauseAfter(1, busy(30), longest, () => 0)).toBe(30);
    expect(pauseAfter(5, busy(30), longest, () => 1)).toBe(60);
    expect(pauseAfter(1, busy(), longest, () => 0)).toBe(0);
  });
});
