import { describe, expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

describe('The median', () => {
  it('is the value in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('of nothing does not exist', () => {
    expect(() => median([])).toThrow('no median of nothing');
  });
});

describe('A percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is the value that this percentage of values does not exceed', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([7], 1)).toBe(7);
  });

  it('of nothing does not exist', () => {
    expect(() => percentile([], 50)).toThrow('no percentile of nothing');
  });
});
