import type { Language } from '../../../shared/domain/account.ts';

/** The regional form of dates and numbers in each language. */
export const locales = { fr: 'fr-FR', en: 'en-GB' } as const satisfies Record<Language, string>;

const forms = {
  short: { dateStyle: 'medium', timeStyle: 'short' },
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'long',
  },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  clock: { hour: '2-digit', minute: '2-digit' },
  zoned: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A moment in this device's time zone. `zoned` and `full` name the zone. */
export const formatTime = (at: string, language: Language, form: keyof typeof forms = 'short'): string =>
  new Intl.DateTimeFormat(locales[language], forms[form]).format(new Date(at));

/** The name of this device's time zone, like `Europe/Paris`. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long it is until a moment, or since: `in 3 days`, `2 hours ago`. */
export function formatTimeLeft(at: string, language: Language, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return format.format(Math.trunc(seconds / size), unit);
}

/** A count with the language's separators: `100 000`. */
export const formatCount = (count: number, language: Language): string =>
  new Intl.NumberFormat(locales[language]).format(count);

/** A moment in this device's time zone, as a field for date and time holds it: `2026-03-01T09:00`. */
export function localTime(at: Date): string {
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
