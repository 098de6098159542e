import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatEuros, readEuros, typedEuros } from '../../../clients/console/values/euros.ts';

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

it.for(['fr', 'en'] as const)('what a field holds in %s is read again as the same amount', (language) => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
      expect(readEuros(typedEuros(cents, language))).toBe(cents);
    }),
  );
});

it('a field holds an amount as people of the language write it', () => {
  expect([typedEuros(-125_050, 'fr'), typedEuros(-125_050, 'en')]).toEqual(['-1250,50', '-1250.50']);
});
