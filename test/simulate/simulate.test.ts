import { describe, expect, it } from 'vitest';
import { simulateOneGroup } from './scenarios/one-group.ts';
import { production } from './settings.ts';

describe('A change of 10,000 members in production', () => {
  it('is completed within 15 seconds on a new table, and nothing is throttled or runs out of time', async () => {
    const figures = await simulateOneGroup(10_000, production);
    expect(figures.completed).toBeLessThan(15);
    expect(figures).toMatchObject({ failed: 0, throttled: 0, timeouts: 0 });
    expect(figures.requests / figures.members).toBeLessThan(1.5);
    // No key takes more than half of what a partition can.
    expect(figures.hottest.share).toBeLessThan(0.5);
    expect(figures.smallGroup).toBeLessThan(5);
  });
});
