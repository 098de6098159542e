import { Badge, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconLock, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import type { AccountAnswer } from '../../../../shared/http/contract/shapes.ts';
import { currentLanguage } from '../../texts/language.ts';
import { formatEuros } from '../../values/euros.ts';
import classes from './operator.module.css';

const AccountDialog = lazy(() => import('./account-dialog.tsx'));

export interface AccountCardProps {
  readonly account: z.infer<typeof AccountAnswer>;
}

/** An account, and the way to change it. */
export function AccountCard({ account }: AccountCardProps) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const { nic, name, email, status, voipValidated, balanceCents, language } = account;
  return (
    <li className={classes['card']}>
      <div className={classes['main']}>
        <div>
          <Text component="span" className={`${classes['title'] ?? ''} id`}>
            {nic}
          </Text>
          {name !== undefined && <Text>{name}</Text>}
          <Text size="sm" c="dimmed">
            {email ?? t('operator.account.noEmail')} · {t(`operator.account.languages.${language ?? 'fr'}`)}
          </Text>
        </div>
        <Group gap="xs">
          {status === 'closed' && (
            <Badge color="red" leftSection={<IconLock size={14} aria-hidden />}>
              {t('operator.account.closed')}
            </Badge>
          )}
          <Badge
            color={voipValidated ? 'leaf' : 'honey'}
            leftSection={
              voipValidated ? (
                <IconCircleCheck size={14} aria-hidden />
              ) : (
                <IconAlertTriangle size={14} aria-hidden />
              )
            }
          >
            {t(voipValidated ? 'operator.account.validated' : 'operator.account.notValidated')}
          </Badge>
          <Badge
            color={balanceCents < 0 ? 'red' : 'gray'}
            leftSection={balanceCents < 0 && <IconAlertTriangle size={14} aria-hidden />}
          >
            {t('operator.account.balanceOf', { euros: formatEuros(balanceCents, currentLanguage()) })}
          </Badge>
        </Group>
      </div>
      <div className={classes['side']}>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconPencil size={18} aria-hidden />}
          aria-haspopup="dialog"
          aria-label={t('operator.account.editLabel', { nic })}
          onClick={() => setEditing(true)}
        >
          {t('operator.account.edit')}
        </Button>
      </div>
      {isEditing && (
        <Suspense>
          <AccountDialog account={account} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </li>
  );
}
