import { Button, type ButtonProps } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from '../texts/language.ts';

/** Shows the page in the other language. Its own text is in that language. */
export function LanguageSwitch(props: Pick<ButtonProps, 'variant' | 'className'>) {
  const { t } = useTranslation();
  const other = currentLanguage() === 'fr' ? 'en' : 'fr';
  return (
    <Button
      {...props}
      size="sm"
      lang={other}
      aria-label={t('shell.language.switchLabel')}
      leftSection={<IconLanguage size={18} aria-hidden />}
      onClick={() => void chooseLanguage(other)}
    >
      {t('shell.language.switch')}
    </Button>
  );
}
