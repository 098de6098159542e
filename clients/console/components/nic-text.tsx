import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import classes from './nic-text.module.css';

export interface NicTextProps {
  readonly nic: string;
  /** Without saying so, where it is said nearby. */
  readonly isPlain?: boolean;
}

/** A client identifier. The reader's own says so. */
export function NicText({ nic, isPlain = false }: NicTextProps) {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery(useApi()));
  return (
    <span className="id">
      {nic}
      {!isPlain && me?.nic === nic && <span className={classes['you']}>{t('shell.page.you')}</span>}
    </span>
  );
}
