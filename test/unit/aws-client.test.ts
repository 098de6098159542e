import { describe, expect, it } from 'vitest';
import { backoff } from '../../shared/aws/aws-client.ts';
import { awsCall, awsCallMilliseconds } from '../../shared/runtime/time-budgets.ts';

describe('The pauses of an AWS client', () => {
  const longest = (delayOfSdk: number): number[] => {
    const pauses = backoff(() => 1);
    pauses.setDelayBase(delayOfSdk);
    return [0, 1].map((attempt) => pauses.computeNextBackoffDelay(attempt));
  };

  it('are longer after a throttled call: the table needs time, and the others have it too', () => {
    expect(longest(50)).toEqual([100, 200]);
    expect(longest(1_000)).toEqual([400, 800]);
  });

  it('fit in the time of a call, because what is throttled is answered at once', () => {
    const { attempts, attemptMilliseconds, pauseMilliseconds } = awsCall;
    const throttledLast =
      (attempts - 1) * attemptMilliseconds + pauseMilliseconds + (longest(1_000).at(-1) ?? 0);
    expect(throttledLast).toBeLessThanOrEqual(awsCallMilliseconds);
  });
});
