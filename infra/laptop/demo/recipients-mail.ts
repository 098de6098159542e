import { operations } from '../../../shared/http/contract/operations.ts';
import { awaitMail, type ReceivedMail } from '../inbox.ts';
import type { Stage } from './shown.ts';

/** What a nic is mailed about a request. Undefined if the stack sends no mail, or the nic has no address. */
export async function recipientsMail(
  { stack, operator }: Stage,
  nic: string,
  requestId: string,
): Promise<ReceivedMail | undefined> {
  const { email } = await operator.call(operations.getAccount, { params: { nic } });
  if (stack.mailUrl === undefined || email === undefined) return undefined;
  return awaitMail(email, requestId, stack.mailUrl);
}

export const describeMail = (nic: string, { subject, text }: ReceivedMail): string =>
  [`The mail to ${nic}: ${subject}`, '', ...text.trimEnd().split('\n')]
    .map((line, index) => (index === 0 || line === '' ? line : `  ${line}`))
    .join('\n');
