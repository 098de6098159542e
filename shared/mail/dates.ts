import type { Language } from '../domain/account.ts';

const options = {
  timeZone: 'Europe/Paris',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

const formats = {
  fr: { dates: new Intl.DateTimeFormat('fr-FR', options), zone: 'heure\u00A0de\u00A0Paris' },
  en: { dates: new Intl.DateTimeFormat('en-GB', options), zone: 'Paris\u00A0time' },
} as const satisfies Record<Language, unknown>;

/** A time as the reader writes it, in Paris and with the name of that zone. */
export function dateIn(language: Language, time: string): string {
  const { dates, zone } = formats[language];
  // ICU separates some parts by spaces that few fonts have.
  const date = dates.format(new Date(time)).replaceAll(/\s/gu, ' ');
  return `${language === 'fr' ? inFrench(date) : date} (${zone})`;
}

/** « 1er janvier 2027 à 9 h 05 »: the time is not broken between two lines. */
const inFrench = (date: string): string =>
  date
    .replace(/ 1 /, ' 1er ')
    .replace(
      /(\d+):(\d+)$/,
      (_time, hour: string, minutes: string) => `${Number(hour)}\u00A0h\u00A0${minutes}`,
    );
