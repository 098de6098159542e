import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCountry, readServiceId, type CountryCode } from '../../../clients/lib/values/service-id.ts';
import { GivenServiceId } from '../../../shared/domain/identifiers.ts';

const french = { country: 'FR' } as const;

describe('the number of a service', () => {
  it('is not changed if it was already as it should be', () => {
    expect(readServiceId('0033972101234')).toEqual({ ok: true, value: '0033972101234', isChanged: false });
  });

  it.for([
    '+33972101234',
    '+33 9 72 10 12 34',
    '00 33 9.72.10.12.34',
    '0033-972-10-12-34',
    '\u202A+33\u00A09\u202F72\u00A010\u00A012\u00A034\u202C',
    '+33 (972) 10-12-34',
    '\uFF0B\uFF13\uFF139 72 10 12 34',
  ])('is read from %j, whatever the country', (text) => {
    const read = { ok: true, value: '0033972101234', isChanged: true };
    expect(readServiceId(text)).toEqual(read);
    expect(readServiceId(text, { country: 'BE' })).toEqual(read);
  });

  it.for([
    '09 72 10 12 34',
    '0972101234',
    '09.72.10.12.34',
    '09-72-10-12-34',
    '09\u00A072\u00A010\u00A012\u00A034',
  ])('is read from %j with France as the country, and not without', (text) => {
    expect(readServiceId(text, french)).toEqual({ ok: true, value: '0033972101234', isChanged: true });
    expect(readServiceId(text)).toEqual({ ok: false, problem: 'country-needed' });
  });

  it.for<[CountryCode, string, string]>([
    ['CH', '022 518 14 70', '0041225181470'],
    ['BE', '02 588 12 34', '003225881234'],
    ['GB', '020 7946 0018', '00442079460018'],
    ['ES', '912 34 56 78', '0034912345678'],
    ['IT', '06 6982 1234', '00390669821234'],
  ])('is read as %s writes it: %s', ([country, text, value]) => {
    expect(readServiceId(text, { country })).toEqual({ ok: true, value, isChanged: true });
  });

  it.for(['3.3972E+10', '3,3972E+10', '3.3972e+10', '3E10', '33972101234.0', '33972101234,00', '+3.4E+10'])(
    'that a spreadsheet wrote as %j is refused',
    (text) => {
      const problem = { ok: false, problem: 'rounded-by-spreadsheet' };
      expect([readServiceId(text), readServiceId(text, french)]).toEqual([problem, problem]);
    },
  );

  it.for(['972101234', '33972101234', '9 72 10 12 34', '33 9 72 10 12 34', '12'])(
    'that has lost its zeros, %j, is refused with and without a country',
    (text) => {
      const problem = { ok: false, problem: 'zeros-lost' };
      expect([readServiceId(text), readServiceId(text, french)]).toEqual([problem, problem]);
    },
  );

  it('that may be a national and an international one is refused', () => {
    expect(readServiceId('687412345', { country: 'ES' })).toEqual({ ok: false, problem: 'zeros-lost' });
  });

  it.for(['0033 0 9 72 10 12 34', '+33 (0)9 72 10 12 34', '+44 (0)20 7946 0018'])(
    'with a trunk zero after the country code, %j, is refused',
    (text) => expect(readServiceId(text)).toEqual({ ok: false, problem: 'trunk-zero' }),
  );

  it.for(['09 72 10 12', '09 72 10 12 34 56'])('%j is none of France', (text) => {
    expect(readServiceId(text, french)).toEqual({ ok: false, problem: 'not-in-country' });
  });

  it.for(['n/a', '0033 972 ABC', '+33', '+331234567890123456', '#REF!', '0972101234 / 35', '=1+1'])(
    '%j is none',
    (text) => {
      const { ok, ...rest } = readServiceId(text, french);
      expect(ok).toBe(false);
      expect(rest).not.toEqual({ problem: 'zeros-lost' });
    },
  );

  it('is missing in blanks', () => {
    expect(readServiceId('\u00A0 ')).toEqual({ ok: false, problem: 'empty' });
  });

  it('is read the same with whatever separators, and again unchanged', () => {
    const separator = fc.constantFrom('', ' ', '\u00A0', '\u202F', '.', '-', '\u2011', '/');
    const number = fc.tuple(
      fc.stringMatching(/^[1-9][0-9]{8}$/),
      fc.array(separator, { minLength: 9, maxLength: 9 }),
      fc.constantFrom('+33', '0033', '0'),
    );
    fc.assert(
      fc.property(number, ([national, separators, prefix]) => {
        const digits = Array.from(national, (digit, index) => (separators[index] ?? '') + digit);
        const read = readServiceId(prefix + digits.join(''), french);
        expect(read).toMatchObject({ ok: true, value: `0033${national}` });
        expect(readServiceId(`0033${national}`)).toMatchObject({ ok: true, isChanged: false });
      }),
    );
  });

  it('is never anything that the API would refuse, nor read where the prefix is gone', () => {
    const digits = fc.stringMatching(/^[0-9 .+-]{5,18}$/);
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ unit: 'binary' })), (text) => {
        const read = readServiceId(text, french);
        if (!read.ok) return;
        expect(GivenServiceId.safeParse(read.value).success).toBe(true);
        expect(text.normalize('NFKC').replaceAll(/[^\d+]/g, '')).toMatch(/^[+0]/);
      }),
    );
  });
});

it('A country is known by its code in any case', () => {
  expect([readCountry(' fr '), readCountry('ZZ'), readCountry('France')]).toEqual([
    'FR',
    undefined,
    undefined,
  ]);
});
