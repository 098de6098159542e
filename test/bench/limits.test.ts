import { describe, expect, it } from 'vitest';
import { exceeded, exceeds, unchecked, withLimits } from './limits.ts';
import { jsonLine, Observations, type Measurement } from './measurement.ts';

function measured(metric: string, of: Measurement['of'], ...values: number[]): Measurement {
  const observations = new Observations('costs');
  for (const value of values) observations.add(metric, 'units', of, value);
  const [measurement] = withLimits(observations.medians());
  if (measurement === undefined) throw new Error('Nothing was measured.');
  return measurement;
}

describe('A limit', () => {
  const clean = { roles: 1, members: 10_000 };

  it('applies only to the measurements that it names', () => {
    expect(measured('write units per member', clean, 1).bound).toEqual({
      is: 'at most',
      limit: 1.15,
      floor: 1,
    });
    expect(measured('write units per member', { ...clean, roles: 3 }, 9).bound).toBeUndefined();
    expect(measured('round trips of a request', { on: 'a single service' }, 3).bound?.limit).toBe(3);
  });

  it('may be reached but not exceeded, in either direction', () => {
    expect(exceeds({ value: 2, bound: { is: 'at most', limit: 2 } })).toBe(false);
    expect(exceeds({ value: 2.1, bound: { is: 'at most', limit: 2 } })).toBe(true);
    expect(exceeds({ value: 0.5, bound: { is: 'at least', limit: 0.5 } })).toBe(false);
    expect(exceeds({ value: 0.49, bound: { is: 'at least', limit: 0.5 } })).toBe(true);
    expect(exceeds({ value: 1e9 })).toBe(false);
  });

  it('is exceeded by an impossibly good value and by NaN', () => {
    const bound = { is: 'at most', limit: 1.15, floor: 1 } as const;
    expect(exceeds({ value: 0, bound })).toBe(true);
    expect(exceeds({ value: Number.NaN, bound })).toBe(true);
    expect(exceeded([measured('write units per member', clean, 0.9)])).toEqual([
      'write units per member (roles 1, members 10000): 0.9 units, at most 1.15, and not below 1',
    ]);
    expect(() => measured('write units per member', clean, 1 / 0)).toThrow('it came to Infinity');
  });

  it('without a measurement is reported', () => {
    const all = unchecked('costs', []);
    expect(all).toContain('read units per member (members 10000, roles 1)');
    expect(all).not.toContain('bundle');
    const without = unchecked('costs', [measured('read units per member', clean, 0.6)]);
    expect(without).toEqual(all.filter((name) => !name.startsWith('read units')));
    const renamed = unchecked('costs', [measured('read units of a member', clean, 0.6)]);
    expect(renamed).toEqual(all);
  });

  it('reports its name and both figures if it is exceeded', () => {
    const good = measured('queue requests per member', clean, 0.31);
    const bad = measured('write units per member', clean, 1.2, 1.3, 1.1);
    expect(exceeded([good, bad])).toEqual([
      'write units per member (roles 1, members 10000): 1.2 units, at most 1.15',
    ]);
  });
});

describe('A measurement as a line', () => {
  it('contains the median, its dimensions, and its limit if it has one', () => {
    const limited = measured('write units per member', { roles: 1, members: 10_000 }, 1.1, 1.12, 1.09);
    expect(JSON.parse(jsonLine(limited))).toEqual({
      metric: 'write units per member',
      value: 1.1,
      unit: 'units',
      limit: 1.15,
      limitIs: 'at most',
      n: 3,
      section: 'costs',
      roles: 1,
      members: 10_000,
      smallest: 1.09,
      largest: 1.12,
    });
    expect(JSON.parse(jsonLine(measured('bare loop', {}, 5)))).not.toHaveProperty('limit');
  });
});
