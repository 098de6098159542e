import { describe, expect, it } from 'vitest';
import { MemberUnavailable } from '../../functions/workers/propagate-contact/member-unavailable.ts';
import { pauseAfter } from '../../functions/workers/propagate-contact/pause.ts';
import { readSettings } from '../../infra/environments.ts';
import { maxReceiveCount, memberMessageLife } from '../../shared/messages/timing.ts';

const longest = 60;
const failed = new Error('DynamoDB did not answer.');
const busy = (seconds?: number) => new MemberUnavailable('The member’s system answered 503.', seconds);

describe('The pause before the next attempt', () => {
  it('grows fourfold with each attempt and is capped', () => {
    const longestOf = (attempt: number) => pauseAfter(attempt, failed, longest, () => 1);
    expect([1, 2, 3, 4, 5].map(longestOf)).toEqual([4, 16, 60, 60, 60]);
  });

  it('is none after the last attempt: its message goes to the dead letters', () => {
    expect(pauseAfter(maxReceiveCount, failed, longest, () => 1)).toBe(0);
    expect(pauseAfter(maxReceiveCount, busy(30), longest, () => 1)).toBe(0);
  });

  it('is random between half of that and all of it', () => {
    expect(pauseAfter(3, failed, longest, () => 0)).toBe(30);
    expect(pauseAfter(3, failed, longest, () => 0.5)).toBe(45);
  });

  it('is never shorter than the member system asks for', () => {
    expect(pauseAfter(1, busy(30), longest, () => 0)).toBe(30);
    expect(pauseAfter(5, busy(30), longest, () => 1)).toBe(60);
    expect(pauseAfter(1, busy(), longest, () => 0)).toBe(2);
  });
});

describe.each(['development', 'production'] as const)('In %s the pauses of a message', (name) => {
  const { memberTiming } = readSettings(name);
  const sum = (random: () => number): number =>
    [1, 2, 3, 4, 5]
      .map((attempt) => pauseAfter(attempt, failed, memberTiming.longestPause, random))
      .reduce((total, pause) => total + pause, 0);

  it('outlast an outage of ten minutes, and a quarter of an hour on average', () => {
    expect(sum(() => 0)).toBeGreaterThanOrEqual(10 * 60);
    expect(sum(() => 0.5)).toBeGreaterThanOrEqual(15 * 60);
    expect(pauseAfter(maxReceiveCount - 1, failed, memberTiming.longestPause, () => 1)).toBe(
      memberTiming.longestPause,
    );
  });

  it('end before the queue drops the message', () => {
    for (const notifiesMembers of [false, true]) {
      const life = memberMessageLife({ ...memberTiming, notifiesMembers });
      expect(memberTiming.longestWait + sum(() => 1)).toBeLessThan(life);
    }
  });
});
