import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';

const pollMilliseconds = 100;
const longestMilliseconds = 60_000;

const Store = z.object({
  emails: z.array(
    z.looseObject({
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string(), html: z.string() }),
    }),
  ),
});

export interface ReceivedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What the inbox of a local stack has for an address, in no order. */
export async function mailTo(address: string, inboxUrl: string): Promise<ReceivedMail[]> {
  const response = await fetch(`${inboxUrl}/store`);
  const { emails } = Store.parse(await response.json());
  return emails
    .filter(({ destination }) => destination.to.includes(address))
    .map(({ subject, body }) => ({ subject, ...body }));
}

/** Waits for a mail to the address that has this text. Throws if none comes within a minute. */
export async function awaitMail(address: string, text: string, inboxUrl: string): Promise<ReceivedMail> {
  const until = Date.now() + longestMilliseconds;
  while (Date.now() < until) {
    const found = (await mailTo(address, inboxUrl)).find((mail) => mail.text.includes(text));
    if (found !== undefined) return found;
    await pause(pollMilliseconds);
  }
  throw new Error(`No mail with "${text}" came to ${address}.`);
}
