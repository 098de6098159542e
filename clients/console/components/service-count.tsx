import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../texts/language.ts';
import { formatCount } from '../values/times.ts';

/** How many services a group has, in words. */
export function ServiceCount({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return t('words.service', { count, services: formatCount(count, currentLanguage()) });
}
