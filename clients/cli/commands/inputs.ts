import * as z from 'zod';
import { ChangeState } from '../../../shared/domain/contact-change.ts';
import { GivenServiceId, GroupId, Nic } from '../../../shared/domain/identifiers.ts';
import { Role, roles } from '../../../shared/domain/roles.ts';

/** A nic in any case, with blanks around it. */
export const NicInput = z.string().trim().toLowerCase().pipe(Nic);
export const GroupInput = z.string().trim().toLowerCase().pipe(GroupId);
export const ServiceInput = z.string().trim().pipe(GivenServiceId);

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
