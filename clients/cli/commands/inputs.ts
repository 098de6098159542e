import * as z from 'zod';
import { ChangeState } from '../../../shared/domain/contact-change.ts';
import { Role, roles } from '../../../shared/domain/roles.ts';
import { readGroupId, readNic } from '../../lib/values/ids.ts';
import { refused, understood, type Reading } from '../../lib/values/reading.ts';
import { readCountry, readServiceId, type CountryCode } from '../../lib/values/service-id.ts';
import { UsageError } from '../errors/errors.ts';

/** What `read` makes of a text that a person typed. */
const inputOf = <Value>(read: (text: string) => Reading<Value, string>, message: string) =>
  z.string().transform((text, context) => {
    const reading = read(text);
    if (reading.ok) return reading.value;
    context.addIssue(message);
    return z.NEVER;
  });

/** A nic in any case, with blanks around it. */
export const NicInput = inputOf(readNic, 'must look like ab12345-ovh');
export const GroupInput = inputOf(readGroupId, 'must look like ab12345-ovh-1');

/** The country where national numbers are dialled. */
export const CountryInput = inputOf((text): Reading<CountryCode, string> => {
  const value = readCountry(text);
  return value === undefined ? refused('no-country') : understood(value, text);
}, 'must be the two letters of a country, like FR');

/** The number of a service as people write it, to be read by `serviceIdOf`. */
export const ServiceInput = {
  service: z.string(),
  country: CountryInput.optional(),
};

/** @throws UsageError if it is no number, or not clearly one */
export function serviceIdOf({ service, country }: { service: string; country?: CountryCode | undefined }) {
  const reading = readServiceId(service, { country });
  if (reading.ok) return reading.value;
  throw new UsageError(
    `${service} is not the number of a service (${reading.problem}). It looks like 0033972101234 or +33 ` +
      `9 72 10 12 34; ` +
      'as it is dialled in a country, with --country FR.',
  );
}

/** The id of a contact change, a reassignment, a code or a resync: a ULID. */
export const IdInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'is an id of 26 characters, like 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X');

const separated = (text: string): string[] => text.split(/[,\s]+/).filter((part) => part !== '');

export const RoleInput = z.string().trim().toLowerCase().pipe(Role);
/** Roles with commas between them, or `all`. */
export const RolesInput = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => (text === 'all' ? [...roles] : [...new Set(separated(text))]))
  .pipe(z.array(z.enum(roles, 'must be administration, technical, billing, or all')).min(1));
/** Groups with commas between them. */
export const GroupsInput = z.string().transform(separated).pipe(z.array(GroupInput).min(1));

export const ChangeStateInput = z.enum(
  ChangeState.options,
  `must be one of ${ChangeState.options.join(', ')}`,
);

const relative = /^\+(\d{1,4})(m|h|d)$/;
const minutesOf = { m: 1, h: 60, d: 1440 } as const;

/** A time with its offset, or from now on: `+3m`, `+2h`, `+1d`. */
export const TimeInput = z
  .string()
  .trim()
  .refine(
    (text) => relative.test(text) || z.iso.datetime({ offset: true }).safeParse(text).success,
    'must be a time with its offset, like 2026-03-01T09:00:00+01:00, or from now on, like +3m, +2h or +1d',
  );

/** The time as the API takes it. */
export function timeOf(text: string, now: Date): string {
  const [, amount, unit] = relative.exec(text) ?? [];
  if (amount === undefined || (unit !== 'm' && unit !== 'h' && unit !== 'd')) return text;
  return new Date(now.getTime() + Number(amount) * minutesOf[unit] * 60_000).toISOString();
}
