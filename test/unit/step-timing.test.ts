import { describe, expect, it } from 'vitest';
import { waitAfter } from '../../functions/workers/advance-change/await-counters.ts';
import { changeLimits } from '../../functions/workers/advance-change/limits.ts';
import { delayBeforeNextPass } from '../../functions/workers/advance-change/resend-missing.ts';
import { delayBeforeNextLook } from '../../functions/workers/run-reassignment/finish.ts';
import { reassignmentLimits } from '../../functions/workers/run-reassignment/limits.ts';
import {
  dueAfterSeconds,
  dueWorkPeriodSeconds,
  longestDelaySeconds,
  stepAllowanceSeconds,
} from '../../shared/domain/step-timing.ts';
import { dueAfterStep } from '../../shared/store/due-work.ts';

const start = new Date('2026-03-01T08:00:00.000Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);
const tenths = Array.from({ length: 1_000 }, (_, tenth) => tenth / 10);

describe('Each delay of a chain of steps ends before its work is due:', () => {
  it('work is due dueAfterSeconds after its last stored step', () => {
    expect(dueAfterStep(start)).toBe(after(dueAfterSeconds).toISOString());
  });

  it('the stored wait for the counters', () => {
    const written = tenths.map((waited) => waitAfter(waited)).filter(({ isWritten }) => isWritten);
    const longest = Math.max(...written.map(({ delaySeconds }) => delaySeconds));
    expect(longest + stepAllowanceSeconds).toBeLessThanOrEqual(dueAfterSeconds);
  });

  it('the wait for the counters that is not stored, since the last write', () => {
    const unwritten = tenths.filter((waited) => !waitAfter(waited).isWritten);
    const nextLooks = unwritten.map((waited) => waited + waitAfter(waited).delaySeconds);
    expect(Math.max(...nextLooks)).toBeLessThan(dueAfterSeconds);
  });

  it('the wait for the changes of a reassignment, and the pause before another pass over its targets', () => {
    const longest = Math.max(
      ...tenths.map((seconds) => delayBeforeNextLook(start.toISOString(), after(seconds))),
    );
    expect(longest).toBe(longestDelaySeconds);
    expect(reassignmentLimits.secondsBetweenPasses).toBeLessThanOrEqual(longestDelaySeconds);
  });
});

it('Counters are read at least once before they count as stalled', () => {
  expect(changeLimits.stallTimeoutMilliseconds / 1_000).toBeGreaterThan(longestDelaySeconds);
});

it('The pause before a pass over missing members is at most the period of due work', () => {
  const sent = { sentAt: start.toISOString() };
  expect(delayBeforeNextPass(sent, after(86_400))).toBe(dueWorkPeriodSeconds);
  expect(dueAfterSeconds).toBeLessThan(dueWorkPeriodSeconds);
});
