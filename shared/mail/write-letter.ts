import type { Account } from '../domain/account.ts';
import type { Letter } from '../messages/mail.ts';
import { asHtml } from './as-html.ts';
import { asText } from './as-text.ts';
import { compose } from './compose.ts';
import type { Notice } from './notice.ts';

/** An address that takes no part of the header with it. */
const address = /^[^\s,;<>"()\p{Cc}]+@[^\s,;<>"()\p{Cc}]+$/u;

/** The letter to the holder of an account, in its language. Undefined if it has no address to write to. */
export function writeLetter(
  notice: Notice,
  { email, language = 'fr' }: Pick<Account, 'email' | 'language'>,
  consoleUrl: string,
): Letter | undefined {
  if (email === undefined || !address.test(email)) return undefined;
  const content = compose(notice, language, consoleUrl);
  return { to: email, subject: content.subject, text: asText(content), html: asHtml(content) };
}
