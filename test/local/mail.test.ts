import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { sandboxed } from '../../infra/local/ses/inbox-page.ts';
import { withEvents } from './support/events.ts';
import { startFixture, type Fixture } from './support/stack.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture({ change: withEvents });
});
afterAll(() => fixture.stop());

const store = z.object({
  emails: z.array(
    z.looseObject({
      messageId: z.string(),
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
    }),
  ),
});

async function inbox(stack = fixture.stack): Promise<z.infer<typeof store>['emails']> {
  const response = await fetch(`${stack.mailUrl}/store`);
  return store.parse(await response.json()).emails;
}

function mail(subject: string, more: object = {}): object {
  return {
    FromEmailAddress: 'Contacts <contacts@example.com>',
    Destination: { ToAddresses: ['someone@example.net'] },
    Content: {
      Simple: {
        Subject: { Data: subject },
        Body: { Text: { Data: 'Bonjour' }, Html: { Data: '<p>Bonjour</p>' } },
      },
    },
    ...more,
  };
}

test('a sent mail is in the inbox, as JSON and on a page', async () => {
  const { MessageId } = await fixture.items('sendEmail', mail('Réponse'));
  const found = (await inbox()).find(({ messageId }) => messageId === MessageId);
  expect(found).toMatchObject({
    from: 'Contacts <contacts@example.com>',
    destination: { to: ['someone@example.net'] },
    subject: 'Réponse',
    body: { text: 'Bonjour', html: '<p>Bonjour</p>' },
  });
  expect(fixture.stack.mailUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const page = await fetch(String(fixture.stack.mailUrl));
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
});

test('the page shows the HTML of a mail in a sandbox without scripts and without its own origin', async () => {
  const page = await (await fetch(String(fixture.stack.mailUrl))).text();
  const frames = Array.from(page.matchAll(/<iframe[^>]*>/g), ([frame]) => frame);
  expect(frames).toEqual([
    expect.stringContaining(' sandbox="allow-popups allow-popups-to-escape-sandbox">'),
  ]);
  expect(page).not.toMatch(/contentDocument|contentWindow/);
  expect(() => sandboxed(page)).toThrow('The page of the inbox has not one');
});

test.each([
  ['bounce@simulator.amazonses.com', 1],
  ['bounce+label@simulator.amazonses.com', 1],
  ['suppressionlist@simulator.amazonses.com', 1],
  // The configuration set of the identity counts bounces alone.
  ['complaint@simulator.amazonses.com', 0],
  ['success@simulator.amazonses.com', 0],
  ['bounce@example.net', 0],
])('a mail to %s is taken, and comes back %i times', async (address, times) => {
  const known = fixture.stack.mailFeedback.length;
  const answer = await fixture.items('sendEmail', mail('Back', { Destination: { ToAddresses: [address] } }));
  expect(answer).toHaveProperty('MessageId');
  const feedback = { namespace: 'AWS/SES', metric: 'Bounce', dimensions: { domain: 'example_com' } };
  expect(fixture.stack.mailFeedback.slice(known)).toEqual(
    Array.from({ length: times }, () => ({ address, ...feedback })),
  );
  expect(fixture.lines.some((line) => line.startsWith('SES: ') && line.includes(address))).toBe(times > 0);
});

test.each([
  [
    'an identity without a grant',
    { FromEmailAddress: 'noreply@example.org' },
    'identity/noreply@example.org',
  ],
  ['a domain that is no identity', { FromEmailAddress: 'a@example.net' }, 'identity/a@example.net'],
  ['a configuration set without a grant', { ConfigurationSetName: 'tracked' }, 'configuration-set/tracked'],
  ['a raw mail without its grant', { Content: { Raw: { Data: 'RnJvbTogYQ==' } } }, 'ses:SendRawEmail'],
])('%s is denied', async (subject, more, named) => {
  expect(await fixture.items('sendEmail', mail(subject, more))).toMatchObject({
    error: 'AccessDeniedException',
    message: expect.stringContaining(named),
  });
  expect((await inbox()).some((other) => other.subject === subject)).toBe(false);
});

test.each([
  ['no recipient', { Destination: {} }, /1 to 50 recipients/],
  [
    '51 recipients',
    { Destination: { CcAddresses: Array.from({ length: 51 }, () => 'a@example.net') } },
    /50/,
  ],
  ['a template', { Content: { Template: { TemplateName: 't' } } }, /Templates/],
  ['an identity of another account', { FromEmailAddressIdentityArn: 'arn:aws:ses:x' }, /IdentityArn/],
  ['no content', { Content: { Simple: { Subject: { Data: 's' }, Body: {} } } }, /body/],
])('a mail with %s is a bad request', async (subject, more, message) => {
  expect(await fixture.items('sendEmail', mail(subject, more))).toEqual({
    error: 'BadRequestException',
    message: expect.stringMatching(message),
  });
});

test('every stack has an inbox of its own', async () => {
  const other = await startFixture({ change: withEvents });
  try {
    await fixture.items('sendEmail', mail('mine'));
    expect(await inbox(other.stack)).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('a stack without an identity has no inbox', async () => {
  const other = await startFixture();
  try {
    expect(other.stack.mailUrl).toBeUndefined();
    expect(await other.items('sendEmail', mail('none'))).toMatchObject({
      error: 'UnknownOperationException',
    });
  } finally {
    await other.stop();
  }
});
