import type { Language } from '../../../shared/domain/account.ts';
import { locales } from './times.ts';

/** An amount of cents with the language's separators: `1 250,00 €`. */
export const formatEuros = (cents: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** An amount of cents as a field holds it, in the language's form: `-1250,50`. `readEuros` reads it. */
export const typedEuros = (cents: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: 2,
    useGrouping: false,
  }).format(cents / 100);

/** Reads an amount of euros as cents: `-19,99`, `1 250.5 €`. Undefined if it is none. */
export function readEuros(given: string): number | undefined {
  const text = given.normalize('NFKC').replaceAll(/[\s€]/g, '').replace(/^[−–]/, '-').replace(',', '.');
  return /^[+-]?\d{1,11}(?:\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}
