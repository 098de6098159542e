import * as z from 'zod';
import { GivenServiceId } from '../../domain/identifiers.ts';
import { ServiceKind } from '../../domain/service.ts';
import { ProblemEntryAnswer } from './problem-answer.ts';
import { ContactsAnswer, isDryRun, ServiceAnswer } from './shapes.ts';
import { Description } from './values.ts';

/** The most characters that are echoed of what should be a number. */
export const echoLimit = 64;

/** What became of one of several services that are added each by itself. */
export const AddedServiceAnswer = z
  .strictObject({
    serviceId: z.string().max(echoLimit).meta({
      description: 'As sent, with 64 characters at most; empty if there was none.',
    }),
    status: z.enum(['new', 'same', 'refused']).meta({
      id: 'AddedServiceStatus',
      description: '`new` if it joined the group, `same` if it was a member already.',
    }),
    error: ProblemEntryAnswer.optional().meta({ description: 'Why it was refused.' }),
  })
  .meta({ id: 'AddedService', description: 'What became of a service to add.' });
export type AddedServiceAnswer = z.infer<typeof AddedServiceAnswer>;

/** The first digits of a service's number as a caller may give it. */
export const NumberPrefix = z
  .string()
  .regex(
    /^00(?:[1-9][0-9]?|(?:3[234]|41|44|49)[1-9][0-9]{0,12}|(?:[12][0-9]|3[015-9]|4[0235-8]|[5-9][0-9])[0-9]{1,13})$/,
    'must be the beginning of a number like 0033972101234, without a zero after the country code',
  )
  .meta({ examples: ['0033972'] });

/** The most services of a request: they are added in one transaction. */
export const servicesLimit = 40;
export const notTwice = 'must not appear twice';

/** A service to add. */
export const NewServiceBody = z
  .strictObject({
    serviceId: GivenServiceId.meta({ description: 'The number of the service.' }),
    kind: ServiceKind,
  })
  .meta({ id: 'NewService', description: 'A service to add.' });

interface ServicesBody {
  readonly services: readonly unknown[];
}

/** Services to add, without duplicates. */
export const ServicesBody: z.ZodType<ServicesBody> = z
  .strictObject({
    services: z
      .array(NewServiceBody)
      .min(1)
      .max(servicesLimit)
      .superRefine((services, context) => {
        const seen = new Set<string>();
        for (const [index, { serviceId }] of services.entries()) {
          if (seen.has(serviceId)) {
            context.addIssue({ code: 'custom', message: notTwice, path: [index, 'serviceId'] });
          }
          seen.add(serviceId);
        }
      })
      .meta({ description: 'The services to add. No number may appear twice.', uniqueItems: true }),
  })
  .meta({ id: 'NewServices', description: 'Services to add to a group.' });

export const GroupBody = z
  .strictObject({
    description: Description.nullish().meta({
      description: 'For people. Left out, it stays as it is; null clears it.',
    }),
    contacts: ContactsAnswer.partial()
      .meta({ id: 'GivenContacts', description: 'Contacts of a group.' })
      .optional()
      .meta({
        description:
          'All three for a new group. Of an existing one they must be the present contacts: ' +
          'they change by contact changes.',
      }),
  })
  .meta({ id: 'GroupBody', description: 'A group without its id.' });

export const ServiceBody = z
  .strictObject({ kind: ServiceKind })
  .meta({ id: 'ServiceBody', description: 'A service without its number.' });

const ofAllOrNone = {
  items: z
    .array(ServiceAnswer)
    .max(servicesLimit)
    .meta({ description: 'The services, in the order asked for.' }),
};
const ofEach = {
  items: z
    .array(AddedServiceAnswer)
    .max(servicesLimit)
    .meta({ description: 'What became of each service, in the order asked for.' }),
};
export const AddedServices = z
  .union([
    z.strictObject(ofAllOrNone).meta({ id: 'AllServices', description: 'The services, as they are now.' }),
    z.strictObject(ofEach).meta({ id: 'EachService', description: 'With `partial=true`.' }),
  ])
  .meta({ id: 'AddedServices', description: 'The services of the request.' });
export const DryRunAddedServices = z
  .union([
    z
      .strictObject({ ...isDryRun, ...ofAllOrNone })
      .meta({ id: 'DryRunAllServices', description: 'The services, as they would be.' }),
    z
      .strictObject({ ...isDryRun, ...ofEach })
      .meta({ id: 'DryRunEachService', description: 'With `partial=true`.' }),
  ])
  .meta({ id: 'DryRunAddedServices', description: 'The services of the request.' });

/** Services of which each is judged by itself. */
export const PartialServicesBody: z.ZodType<ServicesBody> = z.strictObject({
  services: z.array(z.unknown()).min(1).max(servicesLimit),
});
