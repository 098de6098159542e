import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatEuros, readEuros } from '../../../clients/console/values/euros.ts';

it.for([
  ['12,50', 1250],
  ['-19.99', -1999],
  ['−0,01 €', -1],
  ['1\u202F250', 125_000],
  ['0,1', 10],
  ['+3', 300],
] as const)('%j is %d cents', ([text, cents]) => {
  expect(readEuros(text)).toBe(cents);
});

it.for(['', '-', '12,505', 'douze', '1.250,00', '1e3'])('%j is no amount', (text) => {
  expect(readEuros(text)).toBeUndefined();
});

it('what is shown in French is read again as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
      expect(readEuros(formatEuros(cents, 'fr'))).toBe(cents);
    }),
  );
});
