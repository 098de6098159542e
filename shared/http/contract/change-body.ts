import * as z from 'zod';
import { Nic } from '../../domain/identifiers.ts';
import { none } from './operation.ts';
import { ContactsAnswer } from './shapes.ts';
import { Reason } from './values.ts';

/** With any offset. It is stored and answered in UTC, with milliseconds. */
export const GivenTime = z.iso
  .datetime({ offset: true, error: 'must be a time with its offset, like 2026-03-01T09:00:00+01:00' })
  .max(40);

const listed = 'whose `completedAt`, or while there is none `requestedAt`, is';

/** The part of an operators' list by state. */
export const everyoneTimes = {
  since: GivenTime.optional().meta({ description: `With \`of\`: only those ${listed} this time or later.` }),
  until: GivenTime.optional().meta({ description: `With \`of\`: only those ${listed} before this time.` }),
};

/** A change has three recipients at most. */
const consentCodesLimit = 3;

/** On a service it allows all roles too, so that R1 answers `role-not-changeable`. */
export const ChangeBody = z
  .strictObject({
    contacts: ContactsAnswer.partial().meta({
      id: 'NewContacts',
      description: 'The new contacts. Roles that the named nic already holds are ignored.',
    }),
    reason: Reason.optional().meta({ description: 'Why, for the recipients and the history.' }),
    effectiveAt: GivenTime.optional().meta({
      description: 'A future time at which the change is to be effective. Default: with the last consent.',
    }),
    consentCodes: z
      .record(Nic, z.string().min(1).max(100))
      .refine((codes) => Object.keys(codes).length <= consentCodesLimit, 'must have at most three entries')
      .optional()
      .meta({
        description: 'Consent codes of recipients, by nic.',
        maxProperties: consentCodesLimit,
        examples: [{ 'ef24680-ovh': 'b3VyLWV4YW1wbGUtY29kZS0h' }],
      }),
  })
  .meta({ id: 'ContactChangeRequest', description: 'A request for new contacts.' });

/** A decision, with an optional reason: to accept, to refuse or to cancel. */
export const DecisionBody = z
  .strictObject({ reason: Reason.optional().meta({ description: 'Why, for the others.' }) })
  .meta({ id: 'DecisionBody', description: 'A decision. A reason for accepting is not stored.' })
  .optional();

/** An empty object, or no body. */
export const NothingBody = none.meta({ id: 'Nothing', description: 'An empty object.' }).optional();

/** Which ended changes to retry, by the time of their end. */
export const RetryBody = z
  .strictObject({
    state: z.literal('completed-with-failures').meta({ description: 'The state that they ended in.' }),
    since: GivenTime.meta({ description: 'The earliest `completedAt`, inclusive.' }),
    until: GivenTime.meta({ description: 'The latest `completedAt`, exclusive. It is later than `since`.' }),
  })
  .refine(({ since, until }) => !(Date.parse(since) >= Date.parse(until)), {
    message: 'must be later than since',
    path: ['until'],
  })
  .meta({ id: 'RetryRequest', description: 'Which ended changes to retry, by the time of their end.' });
