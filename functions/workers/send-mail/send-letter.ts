import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { Notice } from '../../../shared/mail/notice.ts';
import { writeLetter } from '../../../shared/mail/write-letter.ts';
import type { LetterOutcome } from '../../../shared/store/mailings.ts';
import type { MailCapabilities } from './mail-capabilities.ts';

/**
 * Writes a letter to a nic, and sends it.
 * @param email where to, if not to its account's address
 * @throws Unavailable if it was not sent, or if that is not known
 */
export async function sendLetter(
  { accounts, consoleUrl, mail, metrics, log }: MailCapabilities,
  to: Nic,
  notice: Notice,
  email?: string,
): Promise<Extract<LetterOutcome, 'sent' | 'refused' | 'skipped'>> {
  const account = await accounts.find(to);
  const letter =
    account === undefined
      ? undefined
      : writeLetter(notice, { ...account, email: email ?? account.email }, consoleUrl);
  if (letter === undefined) {
    metrics.count('MailsSkipped', 1);
    return 'skipped';
  }
  const result = await mail.send(letter);
  if (result === 'sent') metrics.count('MailsSent', 1);
  else {
    metrics.count('MailsRefused', 1);
    log.warn('SES refused an address. Its mail is not sent again.', { nic: to, kind: notice.kind });
  }
  return result;
}
