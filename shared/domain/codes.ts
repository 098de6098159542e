import * as z from 'zod';

/** The requirements on a recipient that are not met (R3). */
export const RecipientCode = z.enum([
  'recipient-unknown',
  'recipient-closed',
  'recipient-not-validated',
  'recipient-in-debt',
]);
export type RecipientCode = z.infer<typeof RecipientCode>;

/** Why the rules refuse a well-formed request. */
export const RefusalCode = z.enum([
  'not-administration-contact',
  'not-a-recipient',
  'not-the-requester',
  'operator-only',
  'not-found',
  'change-pending',
  'state-conflict',
  'too-many-open',
  'reassignment-pending',
  'reminded-recently',
  'service-in-another-group',
  'role-not-changeable',
  ...RecipientCode.options,
  'holder-unknown',
  'nothing-to-change',
  'consent-code-invalid',
  'effective-time-invalid',
  'idempotency-key-reused',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** Why a request is not of the contract's form. */
export const BadRequestCode = z.enum([
  'malformed-json',
  'invalid-cursor',
  'invalid-parameter',
  'unsupported-media-type',
  'validation-failed',
]);
export type BadRequestCode = z.infer<typeof BadRequestCode>;

/** Why a valid request could not be processed. */
export const OutageCode = z.enum(['internal-error', 'unavailable']);
export type OutageCode = z.infer<typeof OutageCode>;

export const ProblemCode = z.enum([...RefusalCode.options, ...BadRequestCode.options, ...OutageCode.options]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** Why a reassignment ended before it ran, or was cancelled while it ran. */
export const WithdrawalCode = z.enum(['refused', 'cancelled']);
export type WithdrawalCode = z.infer<typeof WithdrawalCode>;

/** Why a change was rejected, refused or cancelled. */
export const RejectionCode = z.enum([
  'requester-lost-administration',
  'service-removed',
  ...RecipientCode.options,
  ...WithdrawalCode.options,
]);
export type RejectionCode = z.infer<typeof RejectionCode>;

/** What the answer to a request warns of. */
export const WarningCode = z.enum(['strands-open-request', 'and-more']);
export type WarningCode = z.infer<typeof WarningCode>;

export const MemberFailureCode = z.enum([
  'member-system-refused',
  'member-system-unavailable',
  'attempts-exhausted',
  'undelivered',
]);
export type MemberFailureCode = z.infer<typeof MemberFailureCode>;

/** Why a target of a reassignment was skipped or failed. */
export const TargetFailureCode = z.enum([
  'services-failed',
  ...OutageCode.options,
  'not-administration-contact',
  'change-pending',
  ...RecipientCode.options,
  'nothing-to-change',
  'not-found',
  'group-busy',
  'cancelled',
]);
export type TargetFailureCode = z.infer<typeof TargetFailureCode>;

/** Replaces an unknown stored code in answers. The detail is answered as stored. */
export const otherCode = 'other';

/** A code in a row. One that another release stored is read and kept; this release cannot write an unknown one. */
export const storedCode = <Codes extends z.ZodType<string>>(codes: Codes) =>
  z.union([codes, z.string().brand<'UnlistedCode'>()]);

/** Converts a stored code for an answer: one of `codes`, or `other`. */
export function answeredCode<Code extends string>(
  codes: z.ZodType<Code>,
  stored: string,
): Code | typeof otherCode {
  const known = codes.safeParse(stored);
  return known.success ? known.data : otherCode;
}
