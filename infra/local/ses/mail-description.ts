import * as z from 'zod';
import { arn } from '../cloudformation/place.ts';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const identityProperties = z.strictObject({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.strictObject({ ConfigurationSetName: z.string() }).optional(),
  DkimAttributes: ignored,
  DkimSigningAttributes: ignored,
  FeedbackAttributes: ignored,
  MailFromAttributes: ignored,
  Tags: ignored,
});

const configurationSetProperties = z.strictObject({
  Name: ignored,
  DeliveryOptions: ignored,
  ReputationOptions: ignored,
  SendingOptions: z.strictObject({ SendingEnabled: z.literal(true).optional() }).optional(),
  SuppressionOptions: ignored,
  Tags: ignored,
  TrackingOptions: ignored,
  VdmOptions: ignored,
});

const destinationProperties = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Name: ignored,
    Enabled: z.literal(true),
    MatchingEventTypes: z.array(z.string().transform((type) => type.toLowerCase())),
    CloudWatchDestination: z.strictObject({
      DimensionConfigurations: z.array(
        z.strictObject({
          DimensionName: z.string(),
          DimensionValueSource: ignored,
          DefaultDimensionValue: z.string(),
        }),
      ),
    }),
  }),
});

/** Where what comes back of mail is counted, as metrics with these dimensions. No mail here has a tag of its own. */
export interface FeedbackDestination {
  readonly configurationSet: string;
  /** In lower case. */
  readonly events: readonly string[];
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Who may send mail: addresses and domains, all of them verified, and the configuration sets to send with. */
export interface MailDescription {
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
  /** The configuration set of an identity's mail that names none. */
  readonly configurationSetOf: ReadonlyMap<string, string>;
  readonly destinations: readonly FeedbackDestination[];
}

export function readMail(resources: readonly Resource[]): MailDescription {
  const identities = ofType(resources, 'AWS::SES::EmailIdentity').map((resource) =>
    readProperties(resource, identityProperties),
  );
  return {
    identities: identities.map(({ EmailIdentity }) => EmailIdentity),
    configurationSetOf: new Map(
      identities.flatMap(({ EmailIdentity, ConfigurationSetAttributes }) =>
        ConfigurationSetAttributes === undefined
          ? []
          : [[EmailIdentity, ConfigurationSetAttributes.ConfigurationSetName] as const],
      ),
    ),
    destinations: ofType(resources, 'AWS::SES::ConfigurationSetEventDestination').map(readDestination),
    configurationSets: ofType(resources, 'AWS::SES::ConfigurationSet').map((resource) => {
      readProperties(resource, configurationSetProperties);
      return resource.identity.reference;
    }),
  };
}

function readDestination(resource: Resource): FeedbackDestination {
  const { ConfigurationSetName, EventDestination } = readProperties(resource, destinationProperties);
  const { MatchingEventTypes, CloudWatchDestination } = EventDestination;
  return {
    configurationSet: ConfigurationSetName,
    events: MatchingEventTypes,
    dimensions: Object.fromEntries(
      CloudWatchDestination.DimensionConfigurations.map((one) => [
        one.DimensionName,
        one.DefaultDimensionValue,
      ]),
    ),
  };
}

export function identityArn(identity: string): string {
  return arn('ses', `identity/${identity}`);
}
