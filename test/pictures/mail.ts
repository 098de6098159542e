/**
 * `npm run mail-pictures -- FOLDER`: renders every kind of letter in Chromium, in both languages, at the width of a
 * desk and of a telephone, to be looked at. `CHROMIUM` names the browser; default: `/usr/bin/chromium`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { writeLetter } from '../../shared/mail/write-letter.ts';
import { noticesOfEveryKind } from '../support/notices.ts';

const [folder = '.cache/mail-pictures'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  // It shows letters of this project alone, and may run as root in a container.
  args: ['--no-sandbox'],
});
for (const width of [600, 320]) {
  const page = await browser.newPage({ viewport: { width, height: 400 } });
  for (const language of ['fr', 'en'] as const) {
    for (const [name, notice] of Object.entries(noticesOfEveryKind)) {
      const letter = writeLetter(
        notice,
        { email: 'a@example.com', language },
        'https://console.example.net/',
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
await browser.close();
