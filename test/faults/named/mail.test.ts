import { expect, it } from 'vitest';
import { TableView } from '../invariants/table-view.ts';
import type { Fault } from '../run/faults.ts';
import type { Run } from '../run/run.ts';
import type { Script } from '../run/script.ts';
import { runWithFaults, useServers } from './run-with-faults.ts';

useServers();

const hour = 60 * 60;
const day = 24 * hour;

/** Someone is asked to become the technical contact, and accepts. */
const accepted = {
  sendsMail: true,
  userActions: 2,
  numbers: { role: 1, 'another role': 1, 'new technical contact': 1, batch: 10 },
  moments: [{ question: 'user action', choose: 'accepts' }],
} satisfies Partial<Script>;
/** The same, and nobody answers. */
const unanswered = { ...accepted, userActions: 1, moments: [] } satisfies Partial<Script>;

const run = (story: Partial<Script>, ...forced: Script['forced']): Promise<Run> =>
  runWithFaults({ ...story, forced });

/** Each letter, by reader and the first words of its subject. */
const letters = ({ mail }: Run): string[] =>
  mail.letters.map(
    ({ address, subject }) => `${address.slice(0, 3)} ${subject.split(' ').slice(0, 4).join(' ')}`,
  );

const asked = 'be2 A request waits for';
const reminded = 'be2 Reminder: a request waits';
const expired = 'ad1 Request expired for group';
const ofUnanswered = [asked, reminded, expired];
const lost = 'cl3 You are no longer';
/** What is left to tell once all has happened. */
const ofAccepted = [lost, 'ad1 Change of contacts completed'];

const toSes = /^sendMail#\d+ SendEmail/;
const first = 'sendMail#1 SendEmail be2-ovh';

it('Nobody answers: the recipient is mailed, reminded two days before, and the requester told of it', async () => {
  const { mail } = await run(unanswered);
  const [one, two, three] = mail.letters.map(({ time }) => time);
  expect(((two ?? 0) - (one ?? 0)) / (day * 1_000)).toBeCloseTo(5, 2);
  expect(((three ?? 0) - (one ?? 0)) / (day * 1_000)).toBeCloseTo(7, 2);
});

const refusals = ['lose the request', 'throttle', 'server error', 'kill before'] as const satisfies Fault[];
for (const fault of refusals) {
  it(`SES takes nothing at first, and every letter once: ${fault}`, async () => {
    expect(letters(await run(unanswered, { fault, on: toSes }))).toEqual(ofUnanswered);
    const found = letters(await run(accepted, { fault, on: /SendEmail cl3/ }));
    expect(found).toContain(lost);
    expect(new Set(found).size).toBe(found.length);
  });
}

const unknown = [
  'lose the answer',
  'cut off the answer',
  'double the request',
  'kill after',
  'time out',
] as const satisfies Fault[];
for (const fault of unknown) {
  it(`SES takes a letter, and its sender does not learn of it: ${fault}`, async () => {
    const found = letters(await run(unanswered, { fault, on: new RegExp(first) }));
    expect(new Set(found)).toEqual(new Set(ofUnanswered));
    expect(found.length).toBeLessThanOrEqual(ofUnanswered.length + 1);
  });
}

it('A letter whose answer was lost goes twice, and no other does', async () => {
  const found = letters(await run(unanswered, { fault: 'lose the answer', on: new RegExp(first) }));
  expect(found).toEqual([asked, asked, reminded, expired]);
});

for (const fault of ['kill before', 'kill after', 'kill while on its way'] as const satisfies Fault[]) {
  it(`The mailer is killed at any await point: ${fault}`, async () => {
    const points = [
      { on: /^sendMail#\d+ GetItem MAIL#be2-ovh/ },
      { on: /^sendMail#\d+ TransactWriteItems MAIL#be2-ovh/ },
      { on: /^sendMail#\d+ PutItem MAIL#be2-ovh GATHERING/ },
      { on: /^sendMail#\d+ PutItem MAIL#be2-ovh GATHERING/, after: 1 },
    ];
    for (const point of points) {
      const found = letters(await run(unanswered, { fault, ...point }));
      expect(new Set(found)).toEqual(new Set(ofUnanswered));
    }
    for (const after of [0, 1]) {
      const point = { on: /^sendMail#\d+ PutItem MAIL#cl3-ovh NOTICE/, after };
      expect(letters(await run(accepted, { fault, ...point }))).toContain(lost);
    }
  });
}

const ofMessages = [
  'double a message',
  'delay a message',
  'deliver after deletion',
  'lose a deletion',
] as const satisfies Fault[];
for (const fault of ofMessages) {
  it(`An event comes late or again, and every letter once: ${fault}`, async () => {
    const on = fault === 'lose a deletion' ? /^sendMail#1 / : /^mail 1$/;
    expect(letters(await run(unanswered, { fault, on }))).toEqual(ofUnanswered);
  });
}

it('The request comes after the decision: its recipient is not asked any more', async () => {
  const story = { ...accepted, numbers: { ...accepted.numbers, 'seconds that mail 1 is late': 90 } };
  const found = letters(await run(story, { fault: 'delay a message', on: /^mail 1$/ }));
  expect(found).toContain(lost);
  expect(found).not.toContain(asked);
});

it('A message to the mailer that cannot be read becomes a dead letter, and stops no letter', async () => {
  const done = await run(unanswered, { fault: 'unreadable message', on: /^mail$/ });
  expect(letters(done)).toEqual(ofUnanswered);
  expect(done.parts.mailboxes.of('mail-dead-letters').messages).toHaveLength(1);
});

it('An address that SES refuses is not written to again, and stops no other letter', async () => {
  const { mail } = await run(accepted, { fault: 'address refused', on: /SendEmail cl3/ });
  const refused = mail.letters.filter(({ isRefused }) => isRefused);
  expect(refused.map(({ address }) => address)).toEqual(['cl3-ovh@example.com']);
  expect(mail.letters.filter(({ address }) => address.startsWith('cl3'))).toHaveLength(1);
  expect(mail.letters.some(({ address }) => address.startsWith('ad1'))).toBe(true);
});

/** The letters after a day, of a change that was completed within minutes. */
async function afterADay(down: Partial<Script>): Promise<string[]> {
  const done = await run({ ...accepted, ...down });
  const [change] = new TableView(done.parts.mirror).changes();
  const tookSeconds = (Date.parse(change?.completedAt ?? '') - Date.parse(change?.requestedAt ?? '')) / 1_000;
  expect([change?.state, tookSeconds < hour]).toEqual(['completed', true]);
  expect(
    done.mail.letters.every(({ time }) => time >= Date.parse(change?.requestedAt ?? '') + day * 1_000),
  ).toBe(true);
  return letters(done).toSorted();
}

it('SES is down for a day: nothing else waits, and what still counts is mailed once', async () => {
  expect(await afterADay({ mailDownSeconds: day + hour })).toEqual(ofAccepted.toSorted());
});

it('The outbox is behind for a day: nothing else waits, and what still counts is mailed once', async () => {
  expect(await afterADay({ busDownSeconds: day + hour })).toEqual(ofAccepted.toSorted());
});
