import * as z from 'zod';

/** A client identifier: one person or one department, `ab12345-ovh`. */
export const Nic = z
  .string()
  .regex(/^[a-z]{2}[0-9]{1,10}-[a-z]{2,10}$/, 'must look like ab12345-ovh')
  .meta({
    id: 'Nic',
    description: 'A client identifier: one person or one department.',
    examples: ['ab12345-ovh'],
  })
  .brand<'Nic'>();
export type Nic = z.infer<typeof Nic>;

/** Stands in history for a nic that was erased. Reserved: nobody has it. */
export const erasedNic: Nic = Nic.parse('xx0-erased');

/** A billing group of services: a nic, a dash and 1 to 4 digits, `ab12345-ovh-1`. */
export const GroupId = z
  .string()
  .regex(/^[a-z]{2}[0-9]{1,10}-[a-z]{2,10}-[0-9]{1,4}$/, 'must look like ab12345-ovh-1')
  .meta({
    id: 'GroupId',
    description: 'A billing group of services: a nic, a dash and 1 to 4 digits.',
    examples: ['ab12345-ovh-1'],
  })
  .brand<'GroupId'>();
export type GroupId = z.infer<typeof GroupId>;

/** A service's international number, `0033972101234`. */
export const ServiceId = z
  .string()
  .regex(/^00[1-9][0-9]{7,14}$/, 'must be an international number like 0033972101234')
  .meta({
    id: 'ServiceId',
    description: 'The international number of a service, with 00 and the country code.',
    examples: ['0033972101234'],
  })
  .brand<'ServiceId'>();
export type ServiceId = z.infer<typeof ServiceId>;

/**
 * A service's number as a caller may give it. In France, Belgium, Spain, Switzerland, the United Kingdom and Germany, a
 * zero after the country code would be another way to write the same number.
 */
export const GivenServiceId = z
  .string()
  .regex(
    /^00(?:(?:3[234]|41|44|49)[1-9][0-9]{5,12}|(?:[12][0-9]|3[015-9]|4[0235-8]|[5-9][0-9])[0-9]{6,13})$/,
    'must be an international number like 0033972101234, without a zero after the country code',
  )
  .meta({
    id: 'GivenServiceId',
    description:
      'The international number of a service, with 00 and the country code, and without a trunk zero.',
    examples: ['0033972101234'],
  })
  .brand<'ServiceId'>();

export const ChangeId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID')
  .meta({
    id: 'ChangeId',
    description: 'The id of a contact change, a ULID.',
    examples: ['01KJQ4M6ZJ8W7V5N3T2R1Q0P9X'],
  })
  .brand<'ChangeId'>();
export type ChangeId = z.infer<typeof ChangeId>;

export const ReassignmentId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID')
  .meta({
    id: 'ReassignmentId',
    description: 'The id of a reassignment, a ULID.',
    examples: ['01KJQ4M6ZJ8W7V5N3T2R1Q0P9Y'],
  })
  .brand<'ReassignmentId'>();
export type ReassignmentId = z.infer<typeof ReassignmentId>;

export const CodeId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID')
  .meta({
    id: 'CodeId',
    description: 'The id of a consent code, a ULID. It is not the code.',
    examples: ['01KJQ7F6G8H0J2K4M6N8P0Q2R4'],
  })
  .brand<'CodeId'>();
export type CodeId = z.infer<typeof CodeId>;

export const ResyncId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID')
  .meta({
    id: 'ResyncId',
    description: 'The id of a resync of the member system, a ULID.',
    examples: ['01KJQ6D4E6F8G0H2J4K6M8N0P2'],
  })
  .brand<'ResyncId'>();
export type ResyncId = z.infer<typeof ResyncId>;
