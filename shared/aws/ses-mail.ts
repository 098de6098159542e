import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mail } from '../messages/mail.ts';
import { mailAttemptMilliseconds } from '../runtime/time-budgets.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { awsClientOptions, withoutUnusedMiddleware } from './aws-client.ts';

const utf8 = 'UTF-8';

/** Programs that answer mail do not answer this one (RFC 3834). */
const Headers = [{ Name: 'Auto-Submitted', Value: 'auto-generated' }];

/**
 * The port over SES. One attempt that may take long: another one after a lost answer would send the letter twice. Who
 * calls it tries again.
 * @param from the address that it sends from
 */
export function sesMail(
  from: string,
  client = withoutUnusedMiddleware(new SESv2Client(awsClientOptions(1, mailAttemptMilliseconds))),
): Mail {
  return {
    async send({ to, subject, text, html }) {
      const Body = { Text: { Data: text, Charset: utf8 }, Html: { Data: html, Charset: utf8 } };
      const Simple = { Subject: { Data: subject, Charset: utf8 }, Body, Headers };
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: { Simple },
      });
      try {
        await client.send(command);
        return 'sent';
      } catch (error) {
        if (isRefusal(error, from)) return 'refused';
        throw new Unavailable('SES did not send a mail.', { cause: error });
      }
    },
  };
}

/**
 * Whether SES refuses this letter for good. An identity that is not verified yet, a quota or a pause refuses every
 * letter, and ends.
 */
function isRefusal(error: unknown, from: string): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'BadRequestException') return true;
  const domain = from.slice(from.indexOf('@') + 1);
  return error.name === 'MessageRejected' && !error.message.includes(domain);
}
