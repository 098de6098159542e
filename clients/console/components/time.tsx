import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../texts/language.ts';
import { formatTime, formatTimeLeft } from '../values/times.ts';
import { useNow } from './use-now.ts';

/** A moment in the reader's time zone. In full, with the zone, on hovering. */
export function Time({ at }: { readonly at: string }) {
  useTranslation();
  const language = currentLanguage();
  return (
    <time className="number" dateTime={at} title={formatTime(at, language, 'full')}>
      {formatTime(at, language)}
    </time>
  );
}

/** How long it is until a moment, or since: "in 3 days". */
export function TimeLeft({ at }: { readonly at: string }) {
  useTranslation();
  const language = currentLanguage();
  return (
    <time dateTime={at} title={formatTime(at, language, 'full')}>
      {formatTimeLeft(at, language, useNow())}
    </time>
  );
}
