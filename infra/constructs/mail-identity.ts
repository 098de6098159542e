import { CfnOutput } from 'aws-cdk-lib';
import {
  CloudWatchDimensionSource,
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { domainOf, type Settings } from '../settings.ts';

/** The dimension of SES's metrics of this domain. */
export const mailDimension = 'domain';

/** A dimension's value has no dots. */
export const mailDimensionValue = (domain: string): string => domain.replaceAll('.', '_');

/** The domain that mail is sent from. It outlives deployments, because records of the DNS name its keys. */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, { from }: NonNullable<Settings['mail']>) {
    super(scope, id);
    const domain = domainOf(from);
    const configurationSet = new ConfigurationSet(this, 'Sending', {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.cloudWatchDimensions([
        {
          name: mailDimension,
          source: CloudWatchDimensionSource.MESSAGE_TAG,
          defaultValue: mailDimensionValue(domain),
        },
      ]),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet,
    });
    for (const [index, { name, value }] of identity.dkimRecords.entries())
      new CfnOutput(this, `DkimRecord${index + 1}`, { value: `${name} CNAME ${value}` }).overrideLogicalId(
        `MailDkimRecord${index + 1}`,
      );
  }
}
