import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { Notice } from '../../../shared/mail/notice.ts';
import { writeLetter } from '../../../shared/mail/write-letter.ts';
import { consoleUrl, type SentLetter } from '../mail/mail-service.ts';
import { addressOf } from '../scenario/people.ts';

/** Whether its sender may not have learned, or not have recorded, that it was sent. */
export function mayBeRepeated({ sender, address }: SentLetter): boolean {
  const [nic = ''] = address.split('@');
  return sender.state === 'killed' || sender.faults.some((fault) => fault.includes(nic));
}

/** A letter as all accounts of a run get it. */
export function textOf(notice: Notice, to: Nic): string {
  const letter = writeLetter(notice, { email: addressOf(to), language: 'en' }, consoleUrl);
  return `${letter?.subject}\n${letter?.text}`;
}
