/**
 * `npm run mail-pictures -- --folder FOLDER`: renders every kind of letter in Chromium, in both languages, at the width
 * of a desk and of a telephone, to be looked at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import * as z from 'zod';
import { readOptions, runCommand } from '../../infra/command-line.ts';
import { writeLetter } from '../../shared/mail/write-letter.ts';
import { noticesOfEveryKind } from '../support/notices.ts';

const usage = `usage: mail-pictures [--folder FOLDER] [--browser FILE]
  FOLDER gets the pictures (default: .cache/mail-pictures).
  FILE is a Chromium (default: /usr/bin/chromium).`;

const Command = z.object({
  folder: z.string().min(1).default('.cache/mail-pictures'),
  browser: z.string().min(1).default('/usr/bin/chromium'),
});

await runCommand(usage, async (words) => {
  const text = { type: 'string' } as const;
  const options = { folder: text, browser: text };
  const { folder, browser: executablePath } = readOptions({ usage, options, schema: Command }, words);
  mkdirSync(folder, { recursive: true });
  // It shows letters of this project alone, and may run as root in a container.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const width of [600, 320]) await takePictures(browser, width, folder);
  } finally {
    await browser.close();
  }
});

async function takePictures(browser: Browser, width: number, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 400 } });
  for (const language of ['fr', 'en'] as const) {
    for (const [name, notice] of Object.entries(noticesOfEveryKind)) {
      const letter = writeLetter(
        notice,
        { email: 'a@example.com', language },
        'https://console.example.net/console/',
      );
      if (letter === undefined) throw new Error(`There is no letter: ${name}.`);
      await page.setContent(letter.html);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      if (wide !== width) throw new Error(`${name} is ${String(wide)} wide in a window of ${width}.`);
      const file = `${name.replaceAll(/\W+/g, '-')}-${language}-${width}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
    }
  }
}
