import * as z from 'zod';
import { Nic } from '../../domain/identifiers.ts';
import { none } from './operation.ts';
import { ContactsAnswer, Reason } from './shapes.ts';

/** Part of an index key. */
export const GivenTime = z.iso.datetime('must be a time in UTC, like 2026-03-01T08:00:00Z').max(40);

/** A change has three recipients at most. */
const consentCodesLimit = 3;

/** On a service it allows all roles too, so that R1 answers `role-not-changeable`. */
export const ChangeBody = z.strictObject({
  contacts: ContactsAnswer.partial(),
  reason: Reason.optional(),
  effectiveAt: GivenTime.optional(),
  consentCodes: z
    .record(Nic, z.string().min(1).max(100))
    .refine((codes) => Object.keys(codes).length <= consentCodesLimit, 'must have at most three entries')
    .optional()
    .meta({ maxProperties: consentCodesLimit }),
});

/** A decision, with an optional reason: to accept, to refuse or to cancel. */
export const DecisionBody = z.strictObject({ reason: Reason.optional() }).optional();

/** An empty object, or no body. */
export const NothingBody = none.optional();

/** Which ended changes to retry, by the time of their end. */
export const RetryBody = z
  .strictObject({
    state: z.literal('completed-with-failures').meta({ description: 'The state that they ended in.' }),
    since: GivenTime.meta({ description: 'The earliest `completedAt`, inclusive.' }),
    until: GivenTime.meta({ description: 'The latest `completedAt`, exclusive.' }),
  })
  .refine(({ since, until }) => !(Date.parse(since) >= Date.parse(until)), {
    message: 'must be later than since',
    path: ['until'],
  });
