import { beforeAll, expect, it } from 'vitest';
import { awaitMail, mailTo } from '../../infra/laptop/inbox.ts';
import { mailDimension, mailDimensionValue } from '../../infra/constructs/mail-identity.ts';
import { RunningStack } from '../support/running-stack.ts';

let running: RunningStack;
let inboxUrl: string;
beforeAll(async () => {
  running = await RunningStack.shared();
  inboxUrl = running.stack.mailUrl ?? '';
});

it('A request is mailed to its recipient, and its acceptance to the requester and to who loses the role', async () => {
  const { groupId, administration, technical, heir } = await running.group(2);
  const addressOf = (nic: string) =>
    nic === technical ? `bounce+${nic}@simulator.amazonses.com` : `${nic}@example.com`;
  for (const [nic, language] of [
    [administration, 'en'],
    [technical, 'fr'],
    [heir, 'en'],
  ] as const)
    await running.account(nic, { email: addressOf(nic), language, name: `Department ${nic}` });

  const reason = '<b>Moves</b>\r\nBcc: someone@example.net';
  const { changeId } = await running.requestChange(
    administration,
    { groupId },
    { technical: heir },
    { reason },
  );
  const asked = await awaitMail(addressOf(heir), changeId, inboxUrl);
  expect(asked.subject).toBe('A request waits for your answer');
  expect(asked.text).toContain(
    `Department ${administration} (${administration}) asks you to become a contact.`,
  );
  expect(asked.text).toContain(`/console/changes/${changeId}`);
  expect(asked.html).toContain('&lt;b&gt;Moves&lt;/b&gt; Bcc:');

  await running.accept(heir, changeId);
  await running.completed(changeId, administration);
  const ended = await awaitMail(addressOf(administration), 'The change is completed.', inboxUrl);
  expect(ended.subject).toBe(`Change of contacts completed for group ${groupId}`);
  const lost = await awaitMail(addressOf(technical), 'a pris effet', inboxUrl);
  expect(lost.subject).toBe(`Vous n’êtes plus contact technique du groupe ${groupId}`);
  expect(lost.text).toContain(`${heir} à la place de ${technical}`);
  expect(lost.text).not.toMatch(/https?:|Department/);
  expect(await mailTo(addressOf(heir), inboxUrl)).toHaveLength(1);
  // Their address bounces, which stops no other mail, and is counted where the alarm looks.
  expect(running.stack.mailFeedback).toContainEqual({
    address: addressOf(technical),
    namespace: 'AWS/SES',
    metric: 'Bounce',
    dimensions: { [mailDimension]: mailDimensionValue('voip.local.invalid') },
  });
});
