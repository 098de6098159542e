import { Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
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

/** Who decided what, when and how. The person decides here too. */
export function Consents({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data: me } = useQuery(meQuery(api));
  const { changeId, consents, state } = change;
  const own = consents.find(({ nic }) => nic === me?.nic);
  const isOpen = state === 'awaiting-consent' || state === 'scheduled';
  const params = { changeId };
  return (
    <Card component="section">
      <Stack>
        <Title order={2}>{t('change.decisions')}</Title>
        {consents.map(({ nic, roles, decision, via, decidedAt }) => {
          const [color, Symbol] = looks[decision];
          return (
            <Group key={nic} wrap="nowrap" align="flex-start" gap="sm">
              <ThemeIcon size={28} radius="xl" variant="light" color={color}>
                <Symbol size={18} aria-hidden />
              </ThemeIcon>
              <div>
                <Text>
                  <NicText nic={nic} /> · {roles.map((role) => t(`words.role.${role}`)).join(', ')}
                </Text>
                <Text size="sm" c="dimmed">
                  {decision === 'pending' && !isOpen ? t('words.undecided') : t(`words.decision.${decision}`)}
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
          );
        })}
        {isOpen && own !== undefined && own.decision !== 'refused' && own.via !== 'self' && (
          <Decision
            roles={own.roles}
            accept={
              own.decision === 'pending'
                ? () => api.call(operations.acceptContactChange, { params })
                : undefined
            }
            refuse={(why) =>
              api.call(operations.refuseContactChange, {
                params,
                ...(why !== undefined && { body: { reason: why } }),
              })
            }
          />
        )}
      </Stack>
    </Card>
  );
}
