import { expect, it } from 'vitest';
import { bodyOf, emptyDraft, isHalfTyped } from '../../../clients/console/pages/request/draft.ts';
import { readNumberPrefix } from '../../../clients/console/values/number-prefix.ts';
import { formatServiceId } from '../../../clients/lib/values/phone-numbers.ts';
import { formatTimeLeft } from '../../../clients/console/values/times.ts';

it('A number is shown as people write it', () => {
  expect(formatServiceId('0033972101234')).toBe('09 72 10 12 34');
  expect(formatServiceId('0041225182320')).toBe('+41 22 518 23 20');
  expect(formatServiceId('0012')).toBe('+12');
});

it.each([
  ['09 72', '0033972'],
  ['0033 9', '00339'],
  [' +41 22', '004122'],
  ['00', undefined],
  ['abc', undefined],
  ['', undefined],
])('The beginning of a number is read as people type it: %j', (given, prefix) => {
  expect(readNumberPrefix(given)).toBe(prefix);
});

it('The time left is said in the unit that fits', () => {
  const now = Date.parse('2026-03-01T08:00:00Z');
  expect(formatTimeLeft('2026-03-07T07:00:00Z', 'fr', now)).toBe('dans 5 jours');
  expect(formatTimeLeft('2026-03-01T07:58:00Z', 'en', now)).toBe('2 minutes ago');
});

it('A request has what was typed, and leaves out what is empty or not finished', () => {
  const contacts = { administration: ' AB1-OVH ', technical: 'ab', billing: '' };
  expect(
    bodyOf({ ...emptyDraft, contacts, reason: ' ', codes: { 'ab1-ovh': ' x ', 'cd2-ovh': 'y' } }),
  ).toEqual({
    contacts: { administration: 'ab1-ovh' },
    consentCodes: { 'ab1-ovh': 'x' },
  });
  expect(isHalfTyped('ab')).toBe(true);
  expect(isHalfTyped(' ')).toBe(false);
  const later = { ...emptyDraft, when: 'later', at: '2026-03-01T09:00' } as const;
  expect(bodyOf(later).effectiveAt).toBe(new Date('2026-03-01T09:00').toISOString());
  expect(bodyOf({ ...later, when: 'now' }).effectiveAt).toBeUndefined();
});
