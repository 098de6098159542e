import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where distributions of Linux and macOS put it. The variable CHROMIUM names another one. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** How to get what the browser tests need. */
export const howToGetChromium =
  'install Chromium (Debian: apt-get install chromium) or set CHROMIUM to its file';

/** The Chromium of this machine, or undefined if there is none. */
export const findChromium = (): string | undefined =>
  [process.env['CHROMIUM'], ...places].find((file) => file !== undefined && existsSync(file));

/** Launches the Chromium of this machine. Throws how to get it if there is none. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error(`The browser tests found no browser: ${howToGetChromium}.`);
  // The tests show pages of this project alone, and may run as root in a container.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
