import * as z from 'zod';
import { arn } from '../cloudformation/place.ts';
import { feedbackOf, type MailFeedback } from '../ses/feedback.ts';
import type { Inbox } from '../ses/inbox.ts';
import { identityArn, type MailDescription } from '../ses/mail-description.ts';
import { errorAnswer } from './answers.ts';
import type { Need, Service } from './call.ts';

/** AWS's limit of addresses in a mail. */
const mostRecipients = 50;

const addresses = z.array(z.string()).default([]);

const requestSchema = z.object({
  FromEmailAddress: z.string().optional(),
  FromEmailAddressIdentityArn: z.string().optional(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .optional(),
  ConfigurationSetName: z.string().optional(),
  Content: z.object({ Raw: z.unknown().optional(), Template: z.unknown().optional() }),
});

type MailRequest = z.infer<typeof requestSchema>;

/**
 * `SendEmail` of SES v2: what an identity of the assembly sends comes into the inbox.
 * @param onFeedback gets what comes back from the addresses of SES's mailbox simulator
 */
export function mailService(
  mail: MailDescription,
  inbox: Inbox,
  onFeedback: (feedback: MailFeedback) => void,
): Service {
  return ({ operation, body }) => {
    if (operation !== 'SendEmail') return undefined;
    const request = requestSchema.parse(JSON.parse(body.toString('utf8')));
    const identity = identityOf(mail.identities, request);
    return {
      needs: mailNeeds(identity ?? addressOf(request), request),
      async answer() {
        const problem = problemOf(mail, request);
        if (problem !== undefined) return errorAnswer(400, 'BadRequestException', problem);
        if (identity === undefined) {
          const reason = `Email address is not verified: ${addressOf(request)}`;
          return errorAnswer(400, 'MessageRejected', reason);
        }
        const answer = await inbox.send(body);
        if (answer.status === 200) for (const one of feedbackTo(mail, identity, request)) onFeedback(one);
        return answer;
      },
    };
  };
}

function feedbackTo(
  { configurationSetOf, destinations }: MailDescription,
  identity: string,
  { ConfigurationSetName = configurationSetOf.get(identity), Destination }: MailRequest,
): MailFeedback[] {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination ?? {};
  return feedbackOf(
    [...ToAddresses, ...CcAddresses, ...BccAddresses],
    destinations.filter(({ configurationSet }) => configurationSet === ConfigurationSetName),
  );
}

function mailNeeds(identity: string, { ConfigurationSetName, Content }: MailRequest): Need[] {
  const resources = [
    identityArn(identity),
    ...(ConfigurationSetName === undefined ? [] : [arn('ses', `configuration-set/${ConfigurationSetName}`)]),
  ];
  // A raw mail needs the permission of version 1 of the API as well.
  const actions = ['ses:SendEmail', ...(Content.Raw === undefined ? [] : ['ses:SendRawEmail'])];
  return resources.flatMap((resource) => actions.map((action) => ({ action, resource })));
}

/** The identity that sends: the address itself before its domain or a parent of that. */
function identityOf(identities: readonly string[], request: MailRequest): string | undefined {
  const address = addressOf(request);
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const parents = domain.split('.').map((_, index, labels) => labels.slice(index).join('.'));
  return [address, ...parents].find((candidate) => identities.includes(candidate));
}

/** The address in `name <address>`, or the text itself. */
function addressOf({ FromEmailAddress = '' }: MailRequest): string {
  return /<([^<>]*)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
}

function problemOf({ configurationSets }: MailDescription, request: MailRequest): string | undefined {
  const { FromEmailAddress, FromEmailAddressIdentityArn, ConfigurationSetName, Content } = request;
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = request.Destination ?? {};
  const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses].length;
  if (FromEmailAddress === undefined) return 'FromEmailAddress is required here.';
  if (FromEmailAddressIdentityArn !== undefined) return 'FromEmailAddressIdentityArn is not supported here.';
  if (Content.Template !== undefined) return 'Templates are not supported here.';
  if (recipients === 0 || recipients > mostRecipients)
    return `A mail needs 1 to ${mostRecipients} recipients, not ${recipients}.`;
  if (ConfigurationSetName !== undefined && !configurationSets.includes(ConfigurationSetName))
    return `Configuration set <${ConfigurationSetName}> does not exist.`;
  return undefined;
}
