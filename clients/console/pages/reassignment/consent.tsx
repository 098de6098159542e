import { Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { Decision } from '../../components/decision.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { Time } from '../../components/time.tsx';

const looks = {
  pending: ['honey', IconHourglass],
  accepted: ['leaf', IconCheck],
  refused: ['red', IconX],
} as const;

/** What the new contact decided, when and how. It decides here too. */
export function Consent({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data: me } = useQuery(meQuery(api));
  const { reassignmentId, state, roles, consent } = reassignment;
  const { nic, decision, via, decidedAt } = consent;
  const [color, Symbol] = looks[decision];
  const params = { reassignmentId };
  const isOpen = state === 'awaiting-consent' || state === 'scheduled';
  const mayDecide = isOpen && me?.nic === nic && decision !== 'refused' && via !== 'self';
  return (
    <Card component="section">
      <Stack>
        <Title order={2}>{t('reassignment.consent')}</Title>
        <Group wrap="nowrap" align="flex-start" gap="sm">
          <ThemeIcon size={28} radius="xl" variant="light" color={color}>
            <Symbol size={18} aria-hidden />
          </ThemeIcon>
          <div>
            <Text>
              <NicText nic={nic} />
            </Text>
            <Text size="sm" c="dimmed">
              {t(`words.decision.${decision}`)}
              {via !== undefined && ` ${t(`words.via.${via}`)}`}
              {decidedAt !== undefined && (
                <>
                  {' · '}
                  <Time at={decidedAt} />
                </>
              )}
            </Text>
          </div>
        </Group>
        {mayDecide && (
          <>
            <Text size="sm">{t('reassignment.consentCovers')}</Text>
            <Decision
              roles={roles}
              accept={
                decision === 'pending' ? () => api.call(operations.acceptReassignment, { params }) : undefined
              }
              refuse={(reason) =>
                api.call(operations.refuseReassignment, {
                  params,
                  ...(reason !== undefined && { body: { reason } }),
                })
              }
            />
          </>
        )}
      </Stack>
    </Card>
  );
}
