import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/http/contract/operations.ts';
import { useApi } from '../../api/client.ts';
import { consentCodesQuery } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatTime } from '../../values/times.ts';

const CodeDialog = lazy(() => import('./code-dialog.tsx'));

/** The codes by which the person consents in advance. */
export function ConsentCodes() {
  const { t } = useTranslation();
  const api = useApi();
  const [isMaking, setMaking] = useState(false);
  const { data, error } = useInfiniteQuery(consentCodesQuery(api));
  const revocation = useAction((codeId: string) =>
    api.call(operations.revokeConsentCode, { params: { codeId } }),
  );
  const codes = data?.pages.flatMap(({ items }) => items);
  return (
    <Card component="section">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <Stack gap={4} flex="1 1 20rem">
            <Title order={2}>{t('inbox.codes.title')}</Title>
            <Text c="dimmed">{t('inbox.codes.detail')}</Text>
          </Stack>
          <Button
            variant="default"
            leftSection={<IconKey size={20} aria-hidden />}
            onClick={() => setMaking(true)}
            aria-haspopup="dialog"
          >
            {t('inbox.codes.create')}
          </Button>
        </Group>
        {error !== null && <ProblemNotice error={error} />}
        {revocation.error !== null && <ProblemNotice error={revocation.error} />}
        {codes?.length === 0 && <Text size="sm">{t('inbox.codes.none')}</Text>}
        {codes?.map(({ codeId, roles, groupId, expiresAt }) => {
          const at = formatTime(expiresAt, currentLanguage());
          const names = roles.map((role) => t(`words.role.${role}`)).join(', ');
          return (
            <Group key={codeId} justify="space-between" gap="xs">
              <Group gap="xs">
                {roles.map((role) => (
                  <RoleBadge key={role} role={role} />
                ))}
                <Text size="sm">
                  <span className="id">{groupId ?? t('inbox.codes.anyGroup')}</span> ·{' '}
                  {t('inbox.codes.validUntil', { at })}
                </Text>
              </Group>
              <Button
                size="sm"
                variant="subtle"
                color="red"
                aria-label={t('inbox.codes.revokeLabel', { roles: names, at })}
                loading={revocation.isPending && revocation.variables === codeId}
                onClick={() => revocation.mutate(codeId)}
              >
                {t('inbox.codes.revoke')}
              </Button>
            </Group>
          );
        })}
      </Stack>
      {isMaking && (
        <Suspense>
          <CodeDialog onClose={() => setMaking(false)} />
        </Suspense>
      )}
    </Card>
  );
}
