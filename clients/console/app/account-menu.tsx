import { Badge, Button, Menu, Stack, Text } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { useApi } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import type { MeAnswer } from '../../../shared/http/contract/me-operations.ts';

/** Who is signed in, what the service knows of it, and the way out. */
export function AccountMenu({ className }: { readonly className: string }) {
  const { t } = useTranslation();
  const auth = useAuth();
  const { data: me } = useQuery(meQuery(useApi()));
  const nic = me?.nic ?? '…';
  return (
    <Menu position="bottom-end" width={300} shadow="md" radius="md">
      <Menu.Target>
        <Button
          size="sm"
          variant="subtle"
          className={className}
          leftSection={<IconUserCircle size={20} aria-hidden />}
          aria-label={t('shell.account.label', { nic })}
        >
          <span className="id">{nic}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={4} p="sm">
          <Text size="sm" c="dimmed">
            {t('shell.account.signedInAs')}
          </Text>
          <Text fw={650} className="id">
            {nic}
          </Text>
          {me?.account?.name !== undefined && <Text>{me.account.name}</Text>}
          {me !== undefined && <Standing me={me} />}
        </Stack>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden />}
          onClick={() => void auth.signoutRedirect()}
        >
          {t('shell.account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Standing({ me: { account, isOperator } }: { readonly me: MeAnswer }) {
  const { t } = useTranslation();
  return (
    <>
      {isOperator && (
        <Badge mt={4} color="sea">
          {t('shell.account.operator')}
        </Badge>
      )}
      {account === null ? (
        <Text size="sm">{t('shell.account.unknown')}</Text>
      ) : account.status === 'closed' ? (
        <Text size="sm">{t('shell.account.closed')}</Text>
      ) : (
        <>
          <Text size="sm">
            {t(account.standing === 'good' ? 'shell.account.good' : 'shell.account.inDebt')}
          </Text>
          <Text size="sm">
            {t(account.voipValidated ? 'shell.account.validated' : 'shell.account.notValidated')}
          </Text>
        </>
      )}
    </>
  );
}
