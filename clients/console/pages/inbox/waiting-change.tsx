import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { Decision, type Verdict } from '../../components/decision.tsx';
import { Facts } from '../../components/facts.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { Time, TimeLeft } from '../../components/time.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatCount } from '../../values/times.ts';

// How numbers are written takes 30 KB, which the first page rarely needs.
const ServiceNumber = lazy(() => import('./service-number.tsx'));

export interface WaitingChangeProps {
  readonly change: ContactChangeAnswer;
  readonly expiresAt: string;
  readonly onDecided: (verdict: Verdict) => void;
}

/** A change that waits for the person: who asks, which group, which roles, from whom, why, until when. */
export function WaitingChange({ change, expiresAt, onDecided }: WaitingChangeProps) {
  const { t } = useTranslation();
  const api = useApi();
  const { data: me } = useQuery(meQuery(api));
  const { changeId, groupId, serviceId, requestedBy, reason, effectiveAt, progress } = change;
  const roles = change.consents.find(({ nic }) => nic === me?.nic)?.roles ?? [];
  const before = [...new Set(roles.flatMap((role) => change.contacts[role]?.from ?? []))];
  const params = { changeId };
  return (
    <Card component="article">
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Title order={2}>
            {t('inbox.proposes', { nic: requestedBy })}{' '}
            {t(serviceId === undefined ? 'inbox.ofGroup' : 'inbox.ofService')}{' '}
            <span className="id">
              {serviceId === undefined ? (
                groupId
              ) : (
                <Suspense fallback={serviceId}>
                  <ServiceNumber serviceId={serviceId} />
                </Suspense>
              )}
            </span>
          </Title>
          <Anchor component={Link} to={paths.change(changeId)}>
            {t('inbox.details')}
          </Anchor>
        </Group>
        <Facts
          of={[
            [
              t('inbox.roles'),
              <Stack key="roles" gap="xs">
                {roles.map((role) => (
                  <Group key={role} gap="0 0.6rem">
                    <RoleBadge role={role} />
                    <Text size="sm" c="dimmed">
                      {t(`words.roleDetail.${role}`)}
                    </Text>
                  </Group>
                ))}
              </Stack>,
            ],
            [
              t('inbox.from'),
              <Group key="from" gap="sm">
                {before.map((nic) => (
                  <NicText key={nic} nic={nic} />
                ))}
              </Group>,
            ],
            [t('inbox.reason'), reason],
            [t('inbox.at'), effectiveAt === undefined ? undefined : <Time key="at" at={effectiveAt} />],
            [
              t('inbox.until'),
              <span key="until">
                <Time at={expiresAt} /> (<TimeLeft at={expiresAt} />)
              </span>,
            ],
          ]}
        />
        {serviceId === undefined && progress.services > 0 && (
          <Text size="sm" c="dimmed">
            {t('inbox.services', {
              count: progress.services,
              services: formatCount(progress.services, currentLanguage()),
            })}
          </Text>
        )}
        <Decision
          roles={roles}
          accept={() => api.call(operations.acceptContactChange, { params })}
          refuse={(why) =>
            api.call(operations.refuseContactChange, {
              params,
              ...(why !== undefined && { body: { reason: why } }),
            })
          }
          onDecided={onDecided}
        />
      </Stack>
    </Card>
  );
}
