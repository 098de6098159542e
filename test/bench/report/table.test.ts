import { describe, expect, it } from 'vitest';
import type { Measurement } from '../measurement.ts';
import { figure, pivot, renderTable } from './table.ts';

describe('A table', () => {
  it('aligns words to the left and numbers to the right', () => {
    const table = renderTable(
      ['what', 'n'],
      [
        ['apples', '5'],
        ['figs', '1,200'],
      ],
    );
    expect(table.split('\n')).toEqual(['what    n', '------  -----', 'apples      5', 'figs    1,200']);
  });

  it('has a row and a column for each measurement, with limits and violations', () => {
    const measurement = (metric: string, members: number, value: number): Measurement => ({
      section: 'costs',
      metric,
      of: { members },
      value,
      unit: 'units',
      n: 1,
      smallest: value,
      largest: value,
      ...(members === 10 && { bound: { is: 'at most', limit: 2 } }),
    });
    const table = pivot([measurement('a', 1, 9), measurement('a', 10, 3), measurement('b', 1, 0.5)], {
      title: 'per member',
      row: ({ metric }) => metric,
      column: ({ of }) => `${of['members']} members`,
    });
    expect(table.split('\n').slice(2)).toEqual([
      'a                   9         3 !    ≤ 2',
      'b               0.500',
    ]);
  });
});

describe('A figure', () => {
  it('has only significant digits', () => {
    expect([12_345, 1.23456, 12.3456, 123.456].map(figure)).toEqual(['12,345', '1.235', '12.3', '123']);
  });
});
