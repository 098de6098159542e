import { Nic } from '../../../shared/domain/identifiers.ts';
import { MailMessage, type DueMailMessage } from '../../../shared/messages/mail-message.ts';
import type { QueueWorker } from '../../../shared/messages/queue-handler.ts';
import {
  formerAddressPrefix,
  gatheringPrefix,
  noticePrefix,
  waitingPrefix,
} from '../../../shared/store/mail-keys.ts';
import { asks, gatherEvent, remind, sendGathered } from './gather.ts';
import type { MailCapabilities } from './mail-capabilities.ts';
import { tellFormerAddress } from './tell-former-address.ts';
import { resendNotice, sendNotices } from './send-notices.ts';

/**
 * Mails what happened to those whom it concerns, and what is due. Events may come twice and in any order: each letter
 * is recorded by event and reader, and what it says is read again before.
 */
export const sendMail = (capabilities: MailCapabilities): QueueWorker<typeof MailMessage, void> => ({
  message: MailMessage,
  log: capabilities.log,
  async work(message) {
    if ('mailTo' in message) return sendDue(capabilities, message);
    const { detail: event } = message;
    if (!asks(event)) return sendNotices(capabilities, event);
    // A reassignment asks once for all its changes.
    if ('changeId' in event && event.reassignmentId !== undefined) return;
    await gatherEvent(capabilities, event);
  },
});

async function sendDue(capabilities: MailCapabilities, { mailTo, place }: DueMailMessage): Promise<void> {
  const rest = (prefix: string): string => place.slice(prefix.length);
  if (place.startsWith(noticePrefix)) return resendNotice(capabilities, mailTo, rest(noticePrefix));
  if (place.startsWith(waitingPrefix)) return remind(capabilities, mailTo, place);
  if (place.startsWith(formerAddressPrefix)) return tellFormerAddress(capabilities, mailTo, place);
  await sendGathered(capabilities, mailTo, Nic.parse(rest(gatheringPrefix)));
}
