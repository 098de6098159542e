import { Card, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatCount } from '../../values/times.ts';

/** In the order of the bar, with their colours. */
const parts = [
  ['applied', 'leaf.7'],
  ['superseded', 'dusk.4'],
  ['failed', 'red.7'],
  ['pending', 'gray.3'],
] as const;

/** How far a change is: a bar, and how many services are in which state. */
export function ChangeProgress({
  change: { progress, state, revision, serviceId },
}: {
  readonly change: ContactChangeAnswer;
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { services, pending } = progress;
  const number = (count: number): string => formatCount(count, language);
  const isOpen = state === 'awaiting-consent' || state === 'scheduled';
  if (revision === undefined && (serviceId !== undefined || !isOpen)) return null;
  return (
    <Card component="section">
      <Stack gap="sm">
        <Title order={2}>{t('change.progress.title')}</Title>
        {revision === undefined ? (
          <Text c="dimmed">
            {t('change.progress.waiting', { count: services, services: number(services) })}
          </Text>
        ) : services === 0 ? (
          <Text>{t('change.progress.none')}</Text>
        ) : (
          <ProgressBar
            title={t('change.progress.title')}
            label={t('change.progress.done', {
              done: number(services - pending),
              services: number(services),
            })}
            isMoving={state === 'propagating'}
            parts={parts.map(([name, color]) => ({
              name,
              label: t(`words.memberState.${name}`),
              count: progress[name],
              color,
              isOpen: name === 'pending',
            }))}
          />
        )}
      </Stack>
    </Card>
  );
}
