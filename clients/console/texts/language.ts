import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { Language } from '../../../shared/domain/account.ts';
import type { texts as french } from './fr/index.ts';
import type { Translated } from './translated.ts';

const storageKey = 'language';
const fallback: Language = 'fr';
const i18n = createInstance();

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof french };
  }
}

const textsOf = {
  fr: () => import('./fr/index.ts'),
  en: () => import('./en/index.ts'),
} as const satisfies Record<Language, () => Promise<{ texts: Translated<typeof french> }>>;

/** The language that was chosen last on this device; French at first. */
const chosenLanguage = (): Language => Language.safeParse(localStorage.getItem(storageKey)).data ?? fallback;

/** Loads the texts of the chosen language, and makes them those of the page. */
export async function startLanguage(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: fallback,
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  await showLanguage(chosenLanguage());
}

/** Shows the page in another language, and keeps the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  await showLanguage(language);
}

async function showLanguage(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation')) {
    const { texts } = await textsOf[language]();
    i18n.addResourceBundle(language, 'translation', texts);
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The language of the page. */
export const currentLanguage = (): Language => Language.safeParse(i18n.language).data ?? fallback;
