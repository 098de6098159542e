import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { currentLanguage } from '../../texts/language.ts';
import { formatCount } from '../../values/times.ts';
import classes from './progress.module.css';

/** In the order of the bar, with their colours. */
const parts = [
  ['applied', 'leaf.7'],
  ['superseded', 'dusk.4'],
  ['failed', 'red.7'],
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
  const done = services - pending;
  const share = services === 0 ? 1 : done / services;
  const label = t('change.progress.done', { done: number(done), services: number(services) });
  if (serviceId !== undefined && revision === undefined) return null;
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
          <>
            <Group justify="space-between">
              <Text>{label}</Text>
              <Text fw={650} className="number">
                {/* Never 100 before the last one. */}
                {t('change.progress.percent', { percent: Math.floor(share * 100) })}
              </Text>
            </Group>
            <Progress.Root
              size="lg"
              role="progressbar"
              aria-label={t('change.progress.title')}
              aria-valuenow={Math.floor(share * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuetext={label}
            >
              {parts.map(([part, color]) => (
                <Progress.Section
                  key={part}
                  value={(100 * progress[part]) / services}
                  color={color}
                  animated={state === 'propagating' && part === 'applied'}
                  withAria={false}
                />
              ))}
            </Progress.Root>
            <ul className={classes['counts']}>
              {([...parts, ['pending', 'gray.3']] as const).map(([part, color]) => (
                <li key={part}>
                  <span
                    className={classes['dot']}
                    style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }}
                  />
                  {t(`words.memberState.${part}`)} <strong>{number(progress[part])}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Card>
  );
}
