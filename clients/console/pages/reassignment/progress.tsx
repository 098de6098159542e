import { Card, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatCount } from '../../values/times.ts';

/** How far a reassignment is, in groups and single services. */
export function ReassignmentProgress({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { progress, state } = reassignment;
  const { targets, completed, skipped, failed, pending } = progress;
  const title = t('change.progress.title');
  return (
    <Card component="section">
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        {targets === 0 ? (
          <Text c="dimmed">
            {t(state === 'running' ? 'reassignment.collecting' : 'reassignment.noTargets')}
          </Text>
        ) : (
          <ProgressBar
            title={title}
            label={t('reassignment.done', {
              done: formatCount(targets - pending, language),
              count: targets,
              targets: formatCount(targets, language),
            })}
            isMoving={state === 'running'}
            parts={[
              {
                name: 'completed',
                label: t('words.targetState.completed'),
                count: completed,
                color: 'leaf.7',
              },
              { name: 'skipped', label: t('words.targetState.skipped'), count: skipped, color: 'honey.4' },
              { name: 'failed', label: t('words.targetState.failed'), count: failed, color: 'red.7' },
              {
                name: 'pending',
                label: t('reassignment.toDo'),
                count: pending,
                color: 'gray.3',
                isOpen: true,
              },
            ]}
          />
        )}
      </Stack>
    </Card>
  );
}
