import * as z from 'zod';
import { mailRefusal, serverError, success } from '../gate/answers.ts';
import type { Invocation } from '../gate/invocation.ts';
import type { JsonObject } from '../gate/json.ts';
import type { WireAnswer } from '../gate/wire.ts';

export const mailFrom = 'contacts@voip.example.com';
export const consoleUrl = 'https://console.example.com/console/';

const Content = z.object({ Data: z.string() });
const SendEmail = z.object({
  FromEmailAddress: z.literal(mailFrom),
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  Content: z.object({
    Simple: z.object({ Subject: Content, Body: z.object({ Text: Content, Html: Content }) }),
  }),
});

/** A letter as SES got it. */
export interface SentLetter {
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  /** Virtual milliseconds. */
  readonly time: number;
  /** What sent it. */
  readonly sender: Invocation;
  readonly isRefused: boolean;
}

/** A mail service that keeps what it was sent, and knows nothing else. */
export class FakeMailService {
  readonly letters: SentLetter[] = [];
  /** Virtual milliseconds. */
  isDownUntil = 0;

  answer(input: JsonObject, sender: Invocation, time: number): WireAnswer {
    if (time < this.isDownUntil) return serverError();
    this.#keep(input, sender, time, false);
    return success({ MessageId: String(this.letters.length) });
  }

  /** It sends nothing to this address. */
  refuse(input: JsonObject, sender: Invocation, time: number): WireAnswer {
    this.#keep(input, sender, time, true);
    return mailRefusal();
  }

  #keep(input: JsonObject, sender: Invocation, time: number, isRefused: boolean): void {
    const { Destination, Content: content } = SendEmail.parse(input);
    const [address] = Destination.ToAddresses;
    const { Subject, Body } = content.Simple;
    this.letters.push({ address, subject: Subject.Data, text: Body.Text.Data, time, sender, isRefused });
  }
}
