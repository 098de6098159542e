import { Button } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { Link } from 'react-router';
import { useApi } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import { paths } from './paths.ts';
import classes from './shell.module.css';

/** Who is signed in, which leads to the account, and the way out. */
export function AccountTools() {
  const { t } = useTranslation();
  const auth = useAuth();
  const { data: me } = useQuery(meQuery(useApi()));
  const nic = me?.nic ?? '…';
  return (
    <>
      <Button
        size="sm"
        variant="subtle"
        component={Link}
        to={paths.account}
        className={`${classes['tool'] ?? ''} ${classes['account'] ?? ''}`}
        leftSection={<IconUserCircle size={20} aria-hidden />}
        aria-label={t('shell.account.label', { nic })}
        classNames={{ label: `id ${classes['accountName'] ?? ''}` }}
      >
        {nic}
      </Button>
      <Button
        size="sm"
        variant="subtle"
        px="xs"
        className={classes['tool'] ?? ''}
        title={t('shell.account.signOut')}
        aria-label={t('shell.account.signOut')}
        onClick={() => void auth.signoutRedirect()}
      >
        <IconLogout size={20} aria-hidden />
      </Button>
    </>
  );
}
