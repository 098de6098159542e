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

/** Who may send mail: addresses and domains, all of them verified, and the configuration sets to send with. */
export interface MailDescription {
  readonly identities: readonly string[];
  readonly configurationSets: readonly string[];
}

export function readMail(resources: readonly Resource[]): MailDescription {
  return {
    identities: ofType(resources, 'AWS::SES::EmailIdentity').map(
      (resource) => readProperties(resource, identityProperties).EmailIdentity,
    ),
    configurationSets: ofType(resources, 'AWS::SES::ConfigurationSet').map((resource) => {
      readProperties(resource, configurationSetProperties);
      return resource.identity.reference;
    }),
  };
}

export function identityArn(identity: string): string {
  return arn('ses', `identity/${identity}`);
}
