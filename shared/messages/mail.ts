export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `refused`: the address is no good, and never will be. */
export type MailResult = 'sent' | 'refused';

export interface Mail {
  /** Sends one letter. Throws `Unavailable` if it was not sent, or if that is not known. */
  send(letter: Letter): Promise<MailResult>;
}
