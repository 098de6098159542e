import { Alert, Anchor, Group, List, Skeleton, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHourglass, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DryRunChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { paths } from '../../app/paths.ts';
import { Moves } from '../../components/moves.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatCount, formatTime } from '../../values/times.ts';

export interface SummaryProps {
  readonly isBlank: boolean;
  readonly isChecking: boolean;
  /** What the request would become, if it may be made. */
  readonly answer: DryRunChangeAnswer | undefined;
  /** How many rules it fails. */
  readonly problems: number;
}

/** What a request would do, before it is made. */
export function Summary({ isBlank, isChecking, answer, problems }: SummaryProps) {
  const { t } = useTranslation();
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Title order={2}>{t('request.summary')}</Title>
        <Text role="status" size="sm" c="dimmed">
          {!isBlank && isChecking && t('request.checking')}
        </Text>
      </Group>
      {isBlank && <Text c="dimmed">{t('request.nothingYet')}</Text>}
      {!isBlank && answer === undefined && isChecking && <Skeleton height={90} />}
      {!isBlank && !isChecking && problems > 0 && <Text>{t('request.toFix', { count: problems })}</Text>}
      {!isBlank && answer !== undefined && <Difference answer={answer} />}
    </>
  );
}

function Difference({ answer }: { readonly answer: DryRunChangeAnswer }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { contacts, consents, progress, warnings = [], effectiveAt, serviceId } = answer;
  const { services } = progress;
  const { administration } = contacts;
  return (
    <>
      <section>
        <Title order={3} mb={4}>
          {t('request.whatChanges')}
        </Title>
        <Moves contacts={contacts} />
        {serviceId === undefined && services > 0 && (
          <Text size="sm" mt="xs">
            {t('request.spreads', { count: services, services: formatCount(services, language) })}
          </Text>
        )}
        {effectiveAt !== undefined && (
          <Text size="sm">
            {t('request.effectiveAt', { at: formatTime(effectiveAt, language, 'zoned') })}
          </Text>
        )}
      </section>
      {administration !== undefined && (
        <Alert color="sea" icon={<IconSparkles aria-hidden />}>
          {Object.keys(contacts).length > 1 && <Text size="sm">{t('request.administrationLast')}</Text>}
          <Text size="sm">{t('request.administrationLeaves', { nic: administration.to })}</Text>
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert color="honey" icon={<IconAlertTriangle aria-hidden />} title={t('request.warnings')}>
          <List size="sm">
            {warnings.map(({ code, changeId, count: more = 0 }, index) => (
              <List.Item key={index}>
                {t(`codes.warning.${code}`, { more })}{' '}
                {changeId !== undefined && (
                  <Anchor component={Link} to={paths.change(changeId)} inherit>
                    {t('codes.openRequest')}
                  </Anchor>
                )}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <section>
        <Title order={3} mb={4}>
          {t('request.consents')}
        </Title>
        <List spacing="xs" listStyleType="none">
          {consents.map(({ nic, decision, via }) => (
            <List.Item
              key={nic}
              icon={
                <ThemeIcon
                  size={24}
                  radius="xl"
                  variant="light"
                  color={decision === 'pending' ? 'honey' : 'leaf'}
                >
                  {decision === 'pending' ? (
                    <IconHourglass size={15} aria-hidden />
                  ) : (
                    <IconCheck size={16} aria-hidden />
                  )}
                </ThemeIcon>
              }
            >
              <NicText nic={nic} />
              <Text size="sm" c="dimmed">
                {t(
                  decision === 'pending'
                    ? 'request.toAccept'
                    : via === 'code'
                      ? 'request.byCode'
                      : 'request.byItself',
                )}
              </Text>
            </List.Item>
          ))}
        </List>
      </section>
    </>
  );
}
