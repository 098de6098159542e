import { Alert, Badge, Card, List, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MeAnswer } from '../../../../shared/http/contract/me-operations.ts';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { MailForm } from './mail-form.tsx';

/** What the service knows of the person, and where its mail goes. */
export function Component() {
  const { t } = useTranslation();
  const { data: me, error, refetch } = useQuery(meQuery(useApi()));
  return (
    <Page title={t('account.title')} subtitle={t('account.subtitle')}>
      <Stack maw="40rem" gap="lg">
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {me === undefined && error === null && <Skeleton height={220} radius="lg" />}
        {me !== undefined && <Identity me={me} />}
        {me?.account != null && <MailForm account={me.account} />}
      </Stack>
    </Page>
  );
}

function Identity({ me: { nic, isOperator, account } }: { readonly me: MeAnswer }) {
  const { t } = useTranslation();
  return (
    <Card>
      <Stack gap="sm">
        <div>
          <Text size="sm" c="dimmed">
            {t('account.nic')}
          </Text>
          <Text fw={650} size="xl" className="id">
            {nic}
          </Text>
          {account?.name !== undefined && <Text>{account.name}</Text>}
        </div>
        {isOperator && <Badge color="sea">{t('account.operator')}</Badge>}
        {account === null ? (
          <Alert color="honey" title={t('account.unknown')} icon={<IconAlertTriangle aria-hidden />}>
            {t('account.unknownDetail')}
          </Alert>
        ) : (
          <>
            <List center listStyleType="none">
              <Fact isGood={account.status === 'open'} good={t('account.open')} bad={t('account.closed')} />
            </List>
            <Title order={2} size="h3">
              {t('account.billing')}
            </Title>
            <List spacing="xs" center listStyleType="none">
              <Fact isGood={account.standing === 'good'} good={t('account.good')} bad={t('account.inDebt')} />
              <Fact
                isGood={account.voipValidated}
                good={t('account.validated')}
                bad={t('account.notValidated')}
              />
            </List>
          </>
        )}
      </Stack>
    </Card>
  );
}

interface FactProps {
  readonly isGood: boolean;
  readonly good: string;
  readonly bad: string;
}

const Fact = ({ isGood, good, bad }: FactProps) => (
  <List.Item
    icon={
      <ThemeIcon size={24} radius="xl" color={isGood ? 'leaf' : 'honey'} variant="light">
        {isGood ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      </ThemeIcon>
    }
  >
    {isGood ? good : bad}
  </List.Item>
);
