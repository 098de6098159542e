import { IconArrowsExchange2, IconHeadset, IconInbox, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useApi } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import { paths } from './paths.ts';
import classes from './shell.module.css';

const entries = [
  { name: 'inbox', to: paths.inbox, Icon: IconInbox },
  { name: 'groups', to: paths.groups, Icon: IconPhone },
  { name: 'reassignments', to: paths.reassignments, Icon: IconArrowsExchange2 },
  { name: 'operator', to: paths.operator, Icon: IconHeadset },
] as const;

/** The main pages. How much waits for the person stands beside the first. */
export function Navigation() {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery(useApi()));
  const waiting = me === undefined ? 0 : me.waiting.contactChanges + me.waiting.reassignments;
  const shown = entries.filter(({ name }) => name !== 'operator' || me?.isOperator === true);
  return (
    <nav className={classes['navigation']} aria-label={t('shell.navigation.label')}>
      {shown.map(({ name, to, Icon }) => (
        <NavLink key={name} to={to} end={to === paths.inbox} className={classes['entry'] ?? ''}>
          <Icon size={20} aria-hidden />
          <span>{t(`shell.navigation.${name}`)}</span>
          {name === 'inbox' && waiting > 0 && (
            <span className={classes['count']}>
              <span aria-hidden>{waiting > 99 ? '99+' : waiting}</span>
              <span className={classes['spoken']}>{t('shell.navigation.waiting', { waiting })}</span>
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
