import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { texts as english } from '../../../clients/console/texts/en/index.ts';
import { texts as french } from '../../../clients/console/texts/fr/index.ts';
import type { Translated } from '../../../clients/console/texts/translated.ts';
import type { Language } from '../../../shared/domain/account.ts';
import { seriousFindings } from './axe.ts';
import type { Console } from './console.ts';
import { signIn } from './sign-in.ts';

type Texts = Translated<typeof french>;
const texts: Readonly<Record<Language, Texts>> = { fr: french, en: english };

/** Somebody at the console, signed in. */
export interface Person {
  readonly page: Page;
  /** The texts that it reads. */
  readonly texts: Texts;
  /** Opens a page of the console, by its path below the base path. */
  go(path: string): Promise<void>;
  /** Expects nothing that axe finds serious. */
  expectAccessible(): Promise<void>;
}

/** Signs a nic in, and chooses the language by the switch in the bar. */
export async function personAt(
  console: Console,
  nic: string,
  language: Language,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const page = await console.open(options);
  await signIn(page, nic, console.url);
  if (language === 'en') await page.getByRole('button', { name: french.shell.language.switchLabel }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await heading.getByText(texts[language].inbox.title).waitFor();
  return {
    page,
    texts: texts[language],
    async go(path) {
      await page.goto(new URL(path.slice(1), console.url).href);
      await heading.waitFor();
    },
    async expectAccessible() {
      expect(await seriousFindings(page)).toEqual([]);
    },
  };
}
