import * as z from 'zod';
import { Role } from '../../domain/roles.ts';
import { cursorLimit, pageLimit } from './operation.ts';

const reasonLimit = 500;
export const batchLimit = 64;
export const descriptionLimit = 255;
export const nameLimit = 100;
/** The longest address that mail can be sent to. */
export const emailLimit = 254;

/** A time in answers. */
export const Time = z.iso
  .datetime()
  .meta({ id: 'Time', description: 'A time in UTC, RFC 3339.', examples: ['2026-03-01T08:00:00.000Z'] });
export const count = z.int().nonnegative();

/** A sentence for people: an explanation, or a reason that was given. */
export const Detail = z.string().max(500).meta({ description: 'What happened, in words.' });
export const ReasonAnswer = z.string().max(reasonLimit).meta({ description: 'Why, as the requester said.' });
export const RolesAnswer = z
  .array(Role)
  .max(Role.options.length)
  .meta({ description: 'In the order administration, technical, billing.', uniqueItems: true });

export const hasNoDuplicates = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

/** Roles in a body, each once. */
export const RolesBody = z
  .array(Role)
  .min(1)
  .max(Role.options.length)
  .refine(hasNoDuplicates, 'must not name a role twice')
  .meta({ uniqueItems: true });

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item).max(pageLimit).meta({ description: 'The items of the page.' }),
    nextCursor: z
      .string()
      .max(cursorLimit)
      .nullable()
      .meta({ description: 'The `cursor` of the next page; null if there is none.' }),
  });

/** Free text. Its length is limited so that a row stays small. */
const FreeText = z
  .string()
  .min(1)
  .regex(/^[^\uFFFD\p{Cs}]*$/u, 'must be well-formed Unicode, without U+FFFD');
export const Reason = FreeText.max(reasonLimit);
export const Batch = FreeText.max(batchLimit);
export const Description = FreeText.max(descriptionLimit);
export const AccountName = FreeText.max(nameLimit);
export const AccountEmail = z.email('must be an email address').max(emailLimit);

/** The beginning of a nic or of a group's id. */
export const Prefix = z
  .string()
  .max(30)
  .regex(/^[a-z]{2}[a-z0-9-]*$/, 'must begin with two lower-case letters')
  .meta({ description: 'The beginning of the id: two letters at least.', examples: ['ab123'] });
