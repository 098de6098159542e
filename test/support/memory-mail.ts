import type { Letter, Mail, MailResult } from '../../shared/messages/mail.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

/** Keeps the letters that it sent. */
export class MemoryMail implements Mail {
  readonly letters: Letter[] = [];
  /** How many further letters are not sent. */
  outages = 0;
  /** How many further letters are sent, and their answer is lost. */
  lostAnswers = 0;
  /** The addresses that are refused. */
  readonly refused = new Set<string>();

  send(letter: Letter): Promise<MailResult> {
    if (this.outages > 0) {
      this.outages -= 1;
      return Promise.reject(new Unavailable('Mail is throttled.'));
    }
    if (this.refused.has(letter.to)) return Promise.resolve('refused');
    this.letters.push(letter);
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      return Promise.reject(new Unavailable('The answer was lost.'));
    }
    return Promise.resolve('sent');
  }

  /** Takes all letters out. */
  take(): Letter[] {
    return this.letters.splice(0);
  }
}
