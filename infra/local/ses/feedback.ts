import type { FeedbackDestination } from './mail-description.ts';

/** What came back of a mail, as the metric that its configuration set counts it in. */
export interface MailFeedback {
  readonly address: string;
  readonly namespace: 'AWS/SES';
  readonly metric: 'Bounce' | 'Complaint';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The addresses of SES's mailbox simulator, each with or without a label. */
const simulator = /^(bounce|suppressionlist|complaint)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/** What comes back of a mail to these addresses, where a destination of its configuration set counts it. */
export const feedbackOf = (
  addresses: readonly string[],
  destinations: readonly FeedbackDestination[],
): MailFeedback[] =>
  addresses.flatMap((address) => {
    const [, kind] = simulator.exec(address) ?? [];
    if (kind === undefined) return [];
    const event = kind.toLowerCase() === 'complaint' ? 'complaint' : 'bounce';
    const metric = event === 'complaint' ? 'Complaint' : 'Bounce';
    return destinations
      .filter(({ events }) => events.includes(event))
      .map(({ dimensions }) => ({ address, namespace: 'AWS/SES', metric, dimensions }));
  });
