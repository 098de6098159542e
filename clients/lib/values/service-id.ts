import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min';
import { GivenServiceId, type ServiceId } from '../../../shared/domain/identifiers.ts';
import { inPlainCharacters, refused, understood, type Reading } from './reading.ts';

export type { CountryCode } from 'libphonenumber-js/min';

/**
 * Why a text is not taken for the number of a service:
 *
 * - `empty`: there is nothing.
 * - `rounded-by-spreadsheet`: `3.3972E+10`. Its last digits are lost, here and perhaps in the file.
 * - `zeros-lost`: `972101234` or `33972101234`. It has no `00`, `+` or `0` in front, as if a spreadsheet had taken it
 *   for a quantity. It may be a national or an international number, so neither is assumed.
 * - `country-needed`: `09 72 10 12 34` is a national number, and no country was given.
 * - `not-in-country`: no number of the country given can look so.
 * - `trunk-zero`: `+33 (0)9 72 …`. The zero after the country code is not dialled from abroad.
 * - `not-a-number`: it has letters or other characters, or too few or too many digits.
 */
export type ServiceIdProblem =
  | 'empty'
  | 'rounded-by-spreadsheet'
  | 'zeros-lost'
  | 'country-needed'
  | 'not-in-country'
  | 'trunk-zero'
  | 'not-a-number';

/** A decimal fraction, or the scientific notation. Only a quantity is written so. */
const quantity = /^[+-]?\d+(?:(?:[.,]\d+)?E[+-]?\d+|[.,]0+)$/i;
const allowed = /^\+?[\d .\-/()]+$/;
const separators = /[ .\-/()]/g;
/** The countries of `GivenServiceId` in which a zero stands before national numbers, and is left out from abroad. */
const trunkZero = /^(?:3[234]|41|44|49)0/;

/**
 * Reads the number of a service: `0033972101234`, `+33 9 72 10 12 34`, or as it is dialled in `country`,
 * `09.72.10.12.34`. Nothing is guessed: what a spreadsheet has changed is refused.
 */
export function readServiceId(
  given: string,
  { country }: { readonly country?: CountryCode | undefined } = {},
): Reading<ServiceId, ServiceIdProblem> {
  const text = inPlainCharacters(given);
  if (text === '') return refused('empty');
  if (quantity.test(text)) return refused('rounded-by-spreadsheet');
  if (!allowed.test(text)) return refused('not-a-number');
  const digits = text.replaceAll(separators, '');
  const international = /^(?:\+|00)(\d+)$/.exec(digits)?.[1];
  if (international !== undefined) return readInternational(international, given);
  return country === undefined
    ? refused(digits.startsWith('0') ? 'country-needed' : 'zeros-lost')
    : readNational(digits, country, given);
}

/** The country of a two-letter code in any case, or undefined if no telephone numbers are known of it. */
export function readCountry(given: string): CountryCode | undefined {
  const code = given.trim().toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
}

/** @param digits from the country code on */
function readInternational(digits: string, given: string): Reading<ServiceId, ServiceIdProblem> {
  if (trunkZero.test(digits)) return refused('trunk-zero');
  const serviceId = GivenServiceId.safeParse(`00${digits}`);
  return serviceId.success ? understood(serviceId.data, given) : refused('not-a-number');
}

/** Takes only what is written as the country's own numbering writes it, with the zero in front where it has one. */
function readNational(
  digits: string,
  country: CountryCode,
  given: string,
): Reading<ServiceId, ServiceIdProblem> {
  const startsWithZero = digits.startsWith('0');
  const number = parsePhoneNumberFromString(digits, country);
  const isNational =
    number?.countryCallingCode === getCountryCallingCode(country) &&
    number.isPossible() &&
    number.formatNational().replaceAll(/\D/g, '') === digits;
  if (!isNational) return refused(startsWithZero ? 'not-in-country' : 'zeros-lost');
  const mayBeInternational = !startsWithZero && parsePhoneNumberFromString(`+${digits}`)?.isValid() === true;
  if (mayBeInternational) return refused('zeros-lost');
  return readInternational(number.number.slice(1), given);
}
