import { describe, expect, it } from 'vitest';
import { compileLayout } from '../../infra/mail/compile-layout.ts';
import { ChangeId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import { paths } from '../../clients/console/app/paths.ts';
import { consolePages } from '../../shared/mail/console-pages.ts';
import type { Language } from '../../shared/domain/account.ts';
import { dateIn } from '../../shared/mail/dates.ts';
import type { Notice } from '../../shared/mail/notice.ts';
import { userText } from '../../shared/mail/user-text.ts';
import { writeLetter } from '../../shared/mail/write-letter.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesOfEveryKind } from '../support/notices.ts';

const consoleUrl = 'https://console.example.net/console/';

function letterOf(notice: Notice, language: Language = 'en') {
  const letter = writeLetter(notice, { email: 'ada@example.com', language }, consoleUrl);
  if (letter === undefined) throw new Error('There is no letter.');
  return letter;
}

const languages = ['fr', 'en'] as const;

describe.each(languages)('The letters (%s)', (language) => {
  it.each(Object.entries(noticesOfEveryKind))('say in plain text: %s', (_name, notice) => {
    const { subject, text } = letterOf(notice, language);
    expect(`${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(Object.entries(noticesOfEveryKind))('say the same in HTML: %s', (_name, notice) => {
    const { subject, text, html } = letterOf(notice, language);
    const words = html
      .replaceAll(/<style.*?<\/style>|<!--.*?-->/gs, ' ')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll(/[ \n]+/g, ' ');
    expect(words).toContain(subject);
    for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('https:')))
      for (const part of line.split(/\s?: /)) expect(words).toContain(part.replace(/\s?:$/, '').trim());
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).not.toMatch(/\b(?:LANGUAGE|SUBJECT|TEXT|LABEL|VALUE|URL)\b/);
    expect(html).not.toMatch(/<img|<link|<script|src=/);
  });
});

describe('A link', () => {
  it('is there only where the reader can do something', () => {
    const withLink = Object.entries(noticesOfEveryKind)
      .filter(([, notice]) => letterOf(notice).text.includes('https:'))
      .map(([name]) => name);
    expect(withLink).toEqual([
      'waiting',
      'waiting, several',
      'reminder of a reassignment',
      'completed with failures',
      'completed with failures, for the administration contact',
      'reassignment completed with failures',
    ]);
  });
});

it('Links lead to pages of the console', () => {
  const changeId = ChangeId.parse('01KJM6JM005Z9DB5Z1S303WZQV');
  const reassignmentId = ReassignmentId.parse('01KJM6JM005ZT73F23NB03NRZV');
  expect([
    `/${consolePages.inbox}`,
    `/${consolePages.change(changeId)}`,
    `/${consolePages.reassignment(reassignmentId)}`,
  ]).toEqual([paths.inbox, paths.change(changeId), paths.reassignment(reassignmentId)]);
});

describe('Text of users', () => {
  it('is one short line', () => {
    expect(userText('One\r\n\r\ntwo\u2028\tthree \u202E four\0')).toBe('One two three four');
    expect(Array.from(userText('é'.repeat(5_000)))).toHaveLength(600);
    expect(userText('👩‍💻'.repeat(2_000)).isWellFormed()).toBe(true);
  });

  it.each(['http://evil.example.com/a?b=c', 'www.evil.example', 'mailto:me@evil.example', 'evil.example'])(
    'is no link: %s',
    (link) => {
      const found = userText(`See ${link} now`);
      expect(found).not.toContain(link);
      expect(found.replaceAll('\u2060', '')).toBe(`See ${link} now`);
    },
  );

  it('never becomes HTML, a header, or another line of the letter', () => {
    const attack =
      '"><img src=x onerror=alert(1)></td>\r\nBcc: eve@evil.example\r\n\r\nGroup: other SUBJECT URL & <b>';
    const notice = noticesOfEveryKind['waiting'];
    if (notice?.kind !== 'waiting') throw new Error('This is another notice.');
    const [item] = notice.items;
    if (item?.change === undefined) throw new Error('This is about something else.');
    const attacked = letterOf({
      ...notice,
      requester: { ...notice.requester, name: attack },
      items: [{ ...item, reason: attack, change: { ...item.change, description: attack } }],
    });
    const plain = letterOf(notice);
    expect(attacked.subject).toBe(plain.subject);
    expect(attacked.text.split('\n')).toHaveLength(plain.text.split('\n').length);
    expect(attacked.html.match(/<[a-z]+/g)).toEqual(plain.html.match(/<[a-z]+/g));
    expect(attacked.html).not.toContain('<b>');
  });

  it('in an address sends nothing', () => {
    for (const email of ['a@b.fr\r\nBcc: c@d.fr', 'a@b.fr, c@d.fr', 'A <a@b.fr>', 'nobody', ''])
      expect(writeLetter(noticesOfEveryKind.expired, { email }, consoleUrl)).toBeUndefined();
  });
});

describe('Dates', () => {
  it.each([
    ['2026-03-28T23:30:00.000Z', 'dimanche 29 mars 2026 à 0 h 30', 'Sunday, 29 March 2026 at 00:30'],
    ['2026-03-29T01:30:00.000Z', 'dimanche 29 mars 2026 à 3 h 30', 'Sunday, 29 March 2026 at 03:30'],
    ['2026-12-31T23:00:00.000Z', 'vendredi 1er janvier 2027 à 0 h 00', 'Friday, 1 January 2027 at 00:00'],
  ])('%s are written as the reader does, in the time of Paris', (time, inFrench, inEnglish) => {
    expect(dateIn('fr', time)).toBe(
      `${inFrench.replace(/(\d+) h (\d+)$/, '$1\u00A0h\u00A0$2')} (heure\u00A0de\u00A0Paris)`,
    );
    expect(dateIn('en', time)).toBe(`${inEnglish} (Paris\u00A0time)`);
  });
});

it('The layout is the compiled one', async () => {
  const file = join(import.meta.dirname, '../../shared/mail/layout.json');
  expect(readFileSync(file, 'utf8')).toBe(await compileLayout());
});
